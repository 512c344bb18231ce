import type { JobProgress } from '@/lib/ai/types';
import {
  closingParts,
  openingParts,
  progressPart,
  lastIdAfter,
  textOffset,
  textPart,
  textParts,
  type ReadParts,
  type RunPart,
} from '../stream/parts';
import type { RunView } from '../types';
import { createWaker } from './waker';

/** Why a run under way is told to end. */
export type StopReason = 'cancelled' | 'server_stopping' | 'interrupted';

/** A run under way in this process: its text so far, whoever reads it, and the way to stop it. */
export interface LiveRun {
  readonly id: string;
  readonly userId: string;
  /** Everything that arrived so far. */
  readonly text: string;
  readonly signal: AbortSignal;
  readonly stopReason: StopReason | null;
  /** The finished run; null while it runs. */
  readonly result: RunView | null;
  /** Resolves with the finished run; never rejects. */
  readonly finished: Promise<RunView>;
  /** More text. Readers are woken at once by the first, then at most every 45 ms. */
  append(delta: string): void;
  /** How far its job has come: told to who reads, kept nowhere. */
  progress(at: JobProgress): void;
  /** Takes back what was told so far: whoever comes from now on reads nothing of it. */
  withhold(): void;
  /** The end, told once. */
  end(view: RunView): void;
  stop(reason: StopReason): void;
  /** The stream from behind `lastId` (0: from the beginning) to the end. Leaving it early costs nothing. */
  read(lastId?: number): ReadParts;
}

/** Twenty-two wake-ups a second look fluent and leave the processor to others. */
const WAKE_MS = 45;

/** A text that grows by pieces. Pieces that come between two looks are joined by the look, not as they come. */
function createGrowth() {
  let text = '';
  let pending = '';
  /** The newest growth, made once for all readers that keep up. */
  let newest: { from: number; part: RunPart } | null = null;
  return {
    add: (delta: string) => void (pending += delta),
    clear() {
      text = pending = '';
      newest = null;
    },
    gather(): string {
      if (pending === '') return text;
      // No database takes NUL or half a letter; without them what is told is what is kept.
      const joined = pending.replaceAll('\0', '');
      // A letter's first half waits for the other, which may come with the next piece. Where the text ends on it, it is gone.
      const isHalf = (joined.charCodeAt(joined.length - 1) & 0xfc00) === 0xd800;
      pending = isHalf ? joined.slice(-1) : '';
      const grown = (isHalf ? joined.slice(0, -1) : joined).toWellFormed();
      if (grown === '') return text;
      const from = text.length;
      text += grown;
      newest = { from, part: textPart(text.length, grown) };
      return text;
    },
    /** What a reader at `offset` lacks: the very part of all others, or, for one that is behind, everything at once. */
    *since(offset: number, lastId: number): Generator<RunPart> {
      if (offset > 0 && newest?.from === offset) yield newest.part;
      else yield* textParts(text, offset, offset > 0 ? Infinity : lastId);
    },
  };
}

export function createLiveRun(id: string, userId: string, onEnd: () => void): LiveRun {
  const controller = new AbortController();
  const finished = Promise.withResolvers<RunView>();
  const growth = createGrowth();
  let result: RunView | null = null;
  let stopReason: StopReason | null = null;
  const waker = createWaker(WAKE_MS);
  let progress: JobProgress | null = null;

  async function* read(lastId = 0): ReadParts {
    yield* openingParts(id, lastId);
    let offset = textOffset(lastId);
    let told: JobProgress | null = null;
    for (;;) {
      const next = waker.next();
      const ended = result;
      const { length } = growth.gather();
      yield* growth.since(offset, lastId);
      offset = Math.max(offset, length);
      if (!ended && progress && progress !== told)
        yield progressPart((told = progress), Math.max(lastId, lastIdAfter(offset)));
      if (ended) {
        yield* closingParts(ended, lastId, offset > 0);
        return;
      }
      await next;
    }
  }

  return {
    id,
    userId,
    get text() {
      return growth.gather();
    },
    signal: controller.signal,
    get stopReason() {
      return stopReason;
    },
    get result() {
      return result;
    },
    finished: finished.promise,
    append(delta) {
      if (result) return;
      growth.add(delta);
      waker.soon();
    },
    progress(at) {
      if (result) return;
      progress = at;
      waker.soon();
    },
    withhold: () => growth.clear(),
    end(view) {
      if (result) return;
      result = view;
      waker.now();
      finished.resolve(view);
      onEnd();
    },
    stop(reason) {
      if (result || stopReason) return;
      stopReason = reason;
      controller.abort();
    },
    read,
  };
}
