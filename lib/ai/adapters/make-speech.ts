import type { SpeechModelV4 } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { soundFile } from './sound-seconds';

type SpeechRequest = Extract<ModelRequest, { kind: 'speech' }>;

export interface SpeechOptions extends Pick<SpeechRequest, 'text' | 'format'> {
  /** One that the model knows. */
  voice: string;
  speed?: number | undefined;
}

/** Text read aloud through the SDK, without its retries. */
export async function makeSpeech(
  model: SpeechModelV4,
  { signal, onFile }: Pick<AdapterCall, 'signal' | 'onFile'>,
  { text, format, voice, speed }: SpeechOptions,
): Promise<Usage> {
  const { generateSpeech } = await import('ai');
  const { audio } = await generateSpeech({
    ...{ model, text, voice, outputFormat: format },
    ...(speed === undefined ? {} : { speed }),
    maxRetries: 0,
    abortSignal: signal,
  });
  const { uint8Array: bytes } = audio;
  if (bytes.byteLength === 0) throw new CallFailure({ outcome: 'empty' });
  const mediaType = soundType(bytes);
  if (!mediaType) throw new CallFailure({ outcome: 'bad_response' });
  onFile(soundFile(bytes, mediaType));
  return {};
}

const SIGNATURES = [
  ['ID3', 'audio/mpeg'],
  ['RIFF', 'audio/wav'],
  ['OggS', 'audio/ogg'],
  ['fLaC', 'audio/flac'],
] as const;

/** What sound says of itself. The SDK calls bytes that it does not know sound, too, and MP3 by another name. */
function soundType(bytes: Uint8Array): string | undefined {
  // Frames of MPEG begin with eleven bits set.
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0) return 'audio/mpeg';
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1];
}
