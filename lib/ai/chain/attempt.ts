import type { Adapter, AdapterCall } from '../adapters/adapter';
import type { AttemptOutcome, JobProgress, MadeFile, Model, ModelRequest, Segment, Usage } from '../types';
import { classify } from './classify';
import { createWatchdog, type Watchdog, type WatchdogLimits } from './watchdog';

/** Far beyond what any limit we send allows: whoever does not stop is stopped. */
const MAX_CHARACTERS = 2_000_000;
const MAX_FILE_BYTES = 64_000_000;

export interface AttemptResult {
  outcome: AttemptOutcome;
  httpStatus?: number;
  retryAfterMs?: number;
  /** Content was delivered: there is no way back to another candidate. */
  committed: boolean;
  /** Milliseconds to the first content; absent where none came. */
  firstContentMs?: number;
  usage: Usage;
  ms: number;
  /** For the log alone. */
  cause?: unknown;
}

/** Takes what a candidate says. */
export interface Delivery {
  /** The first content is here. False where another candidate was first: then nothing of this one is wanted. */
  commit(): boolean;
  text(delta: string): void;
  file(file: MadeFile): void;
  segments(segments: readonly Segment[]): void;
  progress(progress: JobProgress): void;
  /** The provider has accepted a job; what is answered is called when it is done with. */
  job(ticket: string): () => void;
}

export interface AttemptInput {
  adapter: Adapter;
  model: Model;
  request: ModelRequest;
  signal: AbortSignal;
  limits: WatchdogLimits;
  delivery: Delivery;
}

/** One call under way. */
export interface RunningAttempt {
  /** Never rejects. */
  readonly result: Promise<AttemptResult>;
  /** Another candidate was first: ends the call upstream, too. */
  outrun(): void;
}

type Ended = { usage: Usage } | { error: unknown };

/** The adapter's call, with white space before the first content held back: no content by itself, but part of it. */
function pushedCall(
  { model, request, delivery }: AttemptInput,
  watchdog: Watchdog,
  seen: { firstContentMs: number | undefined; startedAt: number },
): AdapterCall {
  let committed = false;
  let characters = 0;
  let lead = '';
  const commit = () => {
    if (!delivery.commit()) return false;
    seen.firstContentMs = performance.now() - seen.startedAt;
    return (committed = true);
  };
  return {
    model,
    request,
    signal: watchdog.signal,
    onAnswered: () => watchdog.answered(),
    onText(delta) {
      if (watchdog.isOver || delta === '') return;
      characters += delta.length;
      if (characters > MAX_CHARACTERS) return watchdog.trip('too_large');
      if (committed) {
        watchdog.content();
        return delivery.text(delta);
      }
      lead += delta;
      if (!/\S/.test(delta) || !commit()) return;
      watchdog.content();
      delivery.text(lead);
    },
    onFile(file) {
      if (watchdog.isOver) return;
      if (file.bytes.byteLength > MAX_FILE_BYTES) return watchdog.trip('too_large');
      if (!committed && !commit()) return;
      watchdog.content();
      delivery.file(file);
    },
    onSegments(segments) {
      // They go with the text, which has been there before them.
      if (committed && !watchdog.isOver) delivery.segments(segments);
    },
    onProgress(progress) {
      if (!watchdog.isOver) delivery.progress(progress);
    },
    onJob: (ticket) => (watchdog.isOver ? () => {} : delivery.job(ticket)),
  };
}

/** Calls one candidate once, pushes its content as it comes, and tells how the call ended. */
export function startAttempt(input: AttemptInput): RunningAttempt {
  const seen = { firstContentMs: undefined as number | undefined, startedAt: performance.now() };
  const ended = Promise.withResolvers<Ended>();
  const watchdog = createWatchdog(input.limits, input.signal, (error) => ended.resolve({ error }));
  // Not at once: whoever started it must know it before its first content comes.
  if (!watchdog.isOver)
    Promise.resolve()
      .then(() => input.adapter.call(pushedCall(input, watchdog, seen)))
      .then(
        (usage) => ended.resolve({ usage }),
        (error: unknown) => ended.resolve({ error }),
      );
  const result = ended.promise.then((end) => {
    watchdog.stop();
    return resultOf(end, seen, watchdog);
  });
  return { result, outrun: () => watchdog.trip('outrun') };
}

function resultOf(
  end: Ended,
  { firstContentMs, startedAt }: { firstContentMs: number | undefined; startedAt: number },
  watchdog: Watchdog,
): AttemptResult {
  const committed = firstContentMs !== undefined;
  const base = {
    committed,
    ms: Math.round(performance.now() - startedAt),
    ...(committed ? { firstContentMs } : {}),
  };
  if ('usage' in end) return { ...base, outcome: committed ? 'succeeded' : 'empty', usage: end.usage };
  const { outcome, httpStatus, retryAfterMs } =
    watchdog.failure ?? classify(end.error, { answered: watchdog.isAnswered });
  return {
    ...{ ...base, outcome },
    usage: {},
    cause: end.error,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
