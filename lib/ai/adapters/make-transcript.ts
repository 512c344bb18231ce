import type { SharedV4ProviderOptions, TranscriptionModelV4 } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { Usage } from '../types';
import type { AdapterCall } from './adapter';

export interface TranscriptOptions {
  audio: Uint8Array;
  providerOptions?: SharedV4ProviderOptions;
}

/** What was said in a recording, through the SDK, without its retries. */
export async function makeTranscript(
  model: TranscriptionModelV4,
  { signal, onText }: Pick<AdapterCall, 'signal' | 'onText'>,
  { audio, providerOptions }: TranscriptOptions,
): Promise<Usage> {
  const { transcribe } = await import('ai');
  const { text } = await transcribe({
    ...{ model, audio, maxRetries: 0, abortSignal: signal },
    ...(providerOptions ? { providerOptions } : {}),
  });
  const said = text.trim();
  if (said === '') throw new CallFailure({ outcome: 'empty' });
  onText(said);
  return {};
}
