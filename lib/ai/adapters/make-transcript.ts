import type { SharedV4ProviderOptions, TranscriptionModelV4 } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';

type TranscriptionRequest = Extract<ModelRequest, { kind: 'transcription' }>;

export interface TranscriptOptions extends Pick<TranscriptionRequest, 'audio' | 'mediaType'> {
  providerOptions?: SharedV4ProviderOptions;
}

/** Other names of the types that providers know a file by. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  'application/ogg': 'audio/ogg',
  'audio/mp3': 'audio/mpeg',
  'audio/opus': 'audio/ogg',
  'audio/vnd.wave': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'video/mp4': 'audio/mp4',
  'video/webm': 'audio/webm',
};

/** "audio/webm;codecs=opus" is what browsers record; the rest of it would become part of the file's name. */
function usualType(mediaType: string): string {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return USUAL_NAMES[type] ?? type;
}

/**
 * What was said in a recording, by the SDK's model. Not through its `transcribe`, which calls everything WAV that it does
 * not know by its bytes: providers go by the name.
 */
export async function makeTranscript(
  model: TranscriptionModelV4,
  { signal, onText }: Pick<AdapterCall, 'signal' | 'onText'>,
  { audio, mediaType, providerOptions }: TranscriptOptions,
): Promise<Usage> {
  const { text } = await model.doGenerate({
    ...{ audio, mediaType: usualType(mediaType), abortSignal: signal },
    ...(providerOptions ? { providerOptions } : {}),
  });
  const said = text.trim();
  if (said === '') throw new CallFailure({ outcome: 'empty' });
  onText(said);
  return {};
}
