import type { Adapter } from '../adapters/adapter';
import type { AttemptOutcome, ChainEvent, ChainInput, Model, Usage } from '../types';
import { classify } from './classify';
import { createWatchdog, type WatchdogLimits } from './watchdog';

export interface AttemptResult {
  outcome: AttemptOutcome;
  httpStatus?: number;
  retryAfterMs?: number;
  /** Content was delivered: there is no way back to another candidate. */
  committed: boolean;
  usage: Usage;
  ms: number;
  /** For the log alone. */
  cause?: unknown;
}

export interface AttemptInput {
  adapter: Adapter;
  model: Model;
  chain: ChainInput;
  limits: WatchdogLimits;
}

/** Calls one candidate once. Reports content as it comes and returns how the call ended; never throws. */
export async function* attempt({
  adapter,
  model,
  chain,
  limits,
}: AttemptInput): AsyncGenerator<ChainEvent, AttemptResult, void> {
  const startedAt = performance.now();
  const watchdog = createWatchdog(limits, chain.signal);
  const pieces = adapter.call({
    model,
    request: chain.request,
    signal: watchdog.signal,
    onAnswered: () => watchdog.answered(),
  });
  let committed = false;
  /** White space before the first content: no content by itself, but part of it. */
  let lead = '';
  const ended = () => ({ committed, ms: Math.round(performance.now() - startedAt) });
  try {
    for (;;) {
      const next = await watchdog.guard(pieces.next());
      if (next.done) return { ...ended(), outcome: committed ? 'succeeded' : 'empty', usage: next.value };
      const piece = next.value;
      if (committed) {
        if (piece.type === 'file' || piece.delta !== '') yield piece;
      } else if (piece.type === 'text' && !/\S/.test(piece.delta)) {
        lead += piece.delta;
      } else {
        committed = true;
        watchdog.content();
        yield { type: 'committed', provider: model.provider, model: model.id };
        yield piece.type === 'text' && lead ? { type: 'text', delta: lead + piece.delta } : piece;
      }
    }
  } catch (error) {
    const { outcome, httpStatus, retryAfterMs } =
      watchdog.failure ?? classify(error, { answered: watchdog.isAnswered });
    return {
      ...ended(),
      outcome,
      usage: {},
      cause: error,
      ...(httpStatus === undefined ? {} : { httpStatus }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  } finally {
    watchdog.stop();
    // Not awaited: a source that ignores its signal must not hold the chain.
    pieces.return({}).catch(() => {});
  }
}
