import type { JobProgress } from '@/lib/ai/types';
import { closingParts, openingParts, progressPart, lastIdAfter, textOffset, type ReadParts } from '../stream/parts';
import type { RunView } from '../types';
import { createGrowth, type Growth } from './growth';
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
  /** Whether somebody reads its stream or waits for its answer now. */
  readonly watched: boolean;
  /** Its end, for somebody who waits for nothing else. */
  watch(): Promise<RunView>;
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

/** What a reader looks at. */
interface Scene {
  growth: Growth;
  waker: ReturnType<typeof createWaker>;
  result(): RunView | null;
  progress(): JobProgress | null;
}

async function* readScene(id: string, { growth, waker, ...scene }: Scene, lastId: number): ReadParts {
  yield* openingParts(id, lastId);
  let offset = textOffset(lastId);
  let told: JobProgress | null = null;
  for (;;) {
    const next = waker.next();
    const ended = scene.result();
    const { length } = growth.gather();
    yield* growth.since(offset, lastId);
    offset = Math.max(offset, length);
    const progress = scene.progress();
    if (!ended && progress && progress !== told)
      yield progressPart((told = progress), Math.max(lastId, lastIdAfter(offset)));
    if (ended) {
      yield* closingParts(ended, lastId, offset > 0);
      return;
    }
    await next;
  }
}

export function createLiveRun(id: string, userId: string, onEnd: () => void): LiveRun {
  const controller = new AbortController();
  const finished = Promise.withResolvers<RunView>();
  const growth = createGrowth();
  let result: RunView | null = null;
  let stopReason: StopReason | null = null;
  const waker = createWaker(WAKE_MS);
  let progress: JobProgress | null = null;

  /** Who reads or waits. */
  let watchers = 0;

  async function* read(lastId = 0): ReadParts {
    watchers++;
    try {
      yield* readScene(id, { growth, waker, result: () => result, progress: () => progress }, lastId);
    } finally {
      watchers--;
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
    get watched() {
      return watchers > 0;
    },
    watch() {
      watchers++;
      return finished.promise;
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
