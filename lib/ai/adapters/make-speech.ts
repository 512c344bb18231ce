import type { SpeechModelV4 } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';

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
  const { uint8Array: bytes, mediaType } = audio;
  if (bytes.byteLength === 0) throw new CallFailure({ outcome: 'empty' });
  if (!looksLikeSound(bytes)) throw new CallFailure({ outcome: 'bad_response' });
  onFile({ bytes, mediaType });
  return {};
}

const SIGNATURES = ['ID3', 'RIFF', 'OggS', 'fLaC'].map((text) => Buffer.from(text));

/** The SDK calls bytes that it does not know sound, too; a page of an error must not be stored as such. */
function looksLikeSound(bytes: Uint8Array): boolean {
  // Frames of MPEG begin with eleven bits set.
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0) return true;
  return SIGNATURES.some((signature) => signature.equals(bytes.subarray(0, signature.byteLength)));
}
