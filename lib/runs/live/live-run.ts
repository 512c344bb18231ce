import { closingParts, openingParts, textOffset, textParts, type RunPart } from '../stream/parts';
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
  /** The end, told once. */
  end(view: RunView): void;
  stop(reason: StopReason): void;
  /** The stream from behind `lastId` (0: from the beginning) to the end. Leaving it early costs nothing. */
  read(lastId?: number): AsyncGenerator<RunPart, void, void>;
}

/** Twenty-two wake-ups a second look fluent and leave the processor to others. */
const WAKE_MS = 45;

export function createLiveRun(id: string, userId: string, onEnd: () => void): LiveRun {
  const controller = new AbortController();
  const finished = Promise.withResolvers<RunView>();
  let text = '';
  let result: RunView | null = null;
  let stopReason: StopReason | null = null;
  const waker = createWaker(WAKE_MS);

  async function* read(lastId = 0): AsyncGenerator<RunPart, void, void> {
    yield* openingParts(id, lastId);
    let offset = textOffset(lastId);
    for (;;) {
      const next = waker.next();
      const ended = result;
      const seen = text;
      yield* textParts(seen, offset, offset > 0 ? Infinity : lastId);
      offset = Math.max(offset, seen.length);
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
      return text;
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
      text += delta.replaceAll('\0', '');
      waker.soon();
    },
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
