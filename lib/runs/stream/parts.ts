import type { UIMessageChunk } from 'ai';
import type { JobProgress } from '@/lib/ai/types';
import type { RunView } from '../types';

export type RunChunk = UIMessageChunk<unknown, { run: RunView; progress: JobProgress }>;

/** One event of a run's stream; `chunk` is null in the closing [DONE]. */
export interface RunPart {
  /** Where the stream stands after this part: the event's `id`, and what Last-Event-ID brings back. */
  id: number;
  chunk: RunChunk | null;
  /** The event as it goes over the wire, kept by whoever writes it first: many readers are told the same part. */
  bytes?: Uint8Array<ArrayBuffer>;
}

export type ReadParts = AsyncGenerator<RunPart, void, void>;

const TEXT_ID = 'answer';
const START = 1;
/** A text part's id is TEXT plus the characters told so far, so that any process can go on at the very character. */
const TEXT = 2;
/** Above every text position: a stream that lost its tail in a crash can still tell its end. */
const END = 10_000_000;
const FILES = END + 100;
const CLOSING = END + 1_000;

/** Characters of text a reader that got `lastId` has. */
export function textOffset(lastId: number): number {
  return Math.max(0, Math.min(lastId, END) - TEXT);
}

/** What a reader that got the first `length` characters of text has got last. */
export function lastIdAfter(length: number): number {
  return length > 0 ? TEXT + length : 0;
}

/** More text, behind which there are `length` characters. */
export function textPart(length: number, delta: string): RunPart {
  return { id: TEXT + length, chunk: { type: 'text-delta', id: TEXT_ID, delta } };
}

/** How far a job has come. It moves nobody's place: who comes back is told the newest. */
export function progressPart(progress: JobProgress, lastId: number): RunPart {
  return { id: Math.max(START, lastId), chunk: { type: 'data-progress', data: progress, transient: true } };
}

export function* openingParts(runId: string, lastId: number): Generator<RunPart> {
  if (lastId < START) yield { id: START, chunk: { type: 'start', messageId: runId } };
}

/** The text from `offset` on, with its opening when nothing of it has been told. */
export function* textParts(text: string, offset: number, lastId: number): Generator<RunPart> {
  if (text.length <= offset) return;
  if (lastId < TEXT) yield { id: TEXT, chunk: { type: 'text-start', id: TEXT_ID } };
  yield textPart(text.length, text.slice(offset));
}

function verdict(run: RunView): RunChunk | null {
  if (run.status === 'failed') return { type: 'error', errorText: run.message ?? 'This run failed.' };
  if (run.status === 'cancelled') return { type: 'abort', reason: run.credits.reason ?? 'cancelled' };
  return null;
}

function finishOf({ status, usage }: RunView): 'error' | 'other' | 'length' | 'stop' {
  if (status === 'failed') return 'error';
  if (status === 'cancelled') return 'other';
  return usage?.truncated ? 'length' : 'stop';
}

/** What follows the text of a run that has ended. `textOpen`: whether a reader has been told any text. */
export function* closingParts(run: RunView, lastId: number, textOpen: boolean): Generator<RunPart> {
  const parts: RunPart[] = [];
  if (textOpen) parts.push({ id: END, chunk: { type: 'text-end', id: TEXT_ID } });
  for (const [index, file] of (run.output.files ?? []).entries()) {
    parts.push({ id: FILES + index, chunk: { type: 'file', url: file.url, mediaType: file.mediaType } });
  }
  parts.push({ id: CLOSING, chunk: { type: 'data-run', data: run } });
  // Behind `data-run`: clients stop reading at an error.
  const end = verdict(run);
  if (end) parts.push({ id: CLOSING + 1, chunk: end });
  const finishReason = finishOf(run);
  parts.push({ id: CLOSING + 2, chunk: { type: 'finish', finishReason } }, { id: CLOSING + 3, chunk: null });
  for (const part of parts) if (part.id > lastId || part.chunk === null) yield part;
}
