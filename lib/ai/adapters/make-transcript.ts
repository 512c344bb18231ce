import type { SharedV4ProviderOptions, TranscriptionModelV4 } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { ModelRequest, Segment, Usage } from '../types';
import type { AdapterCall } from './adapter';

type TranscriptionRequest = Extract<ModelRequest, { kind: 'transcription' }>;

export interface TranscriptOptions extends Pick<TranscriptionRequest, 'audio'> {
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
export function usualType(mediaType: string): string {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return USUAL_NAMES[type] ?? type;
}

/** A passage as some provider writes it; what has no times is none. */
interface SaidSegment {
  text?: unknown;
  start?: unknown;
  end?: unknown;
}

/** The passages that say when, in order. Times that run backwards are set right: subtitles with them would not play. */
export function readSegments(said: readonly SaidSegment[]): Segment[] {
  const segments: Segment[] = [];
  let latest = 0;
  for (const { text, start, end } of said) {
    if (typeof text !== 'string' || text.trim() === '' || typeof start !== 'number' || !(start >= 0)) continue;
    const from = Math.max(latest, start);
    // The last passage of a cut recording may have no end.
    const to = typeof end === 'number' && end > from ? end : from;
    segments.push({ start: from, end: to, text: text.trim() });
    latest = from;
  }
  return segments;
}

/** Delivers what was said, and its passages where there are any. */
export function deliverTranscript(
  { onText, onSegments }: Pick<AdapterCall, 'onText' | 'onSegments'>,
  text: unknown,
  said: readonly SaidSegment[] | undefined,
): Usage {
  if (typeof text !== 'string') throw new CallFailure({ outcome: 'bad_response' });
  const words = text.trim();
  if (words === '') throw new CallFailure({ outcome: 'empty' });
  onText(words);
  const segments = said ? readSegments(said) : [];
  if (segments.length > 0) onSegments?.(segments);
  return {};
}

/**
 * What was said in a recording, by the SDK's model. Not through its `transcribe`, which calls everything WAV that it does
 * not know by its bytes: providers go by the name.
 */
export async function makeTranscript(
  model: TranscriptionModelV4,
  call: Pick<AdapterCall, 'signal' | 'onText' | 'onSegments'>,
  { audio, providerOptions }: TranscriptOptions,
): Promise<Usage> {
  const { text, segments } = await model.doGenerate({
    ...{ audio: await audio.load(), mediaType: usualType(audio.mediaType), abortSignal: call.signal },
    ...(providerOptions ? { providerOptions } : {}),
  });
  const said = segments.map(({ text: passage, startSecond: start, endSecond: end }) => ({ text: passage, start, end }));
  return deliverTranscript(call, text, said);
}
