import type { Adapter, AdapterCall } from '../adapters/adapter';
import type { AttemptOutcome, ChainEvent, ChainInput, Model, Usage } from '../types';
import { classify } from './classify';
import { createInbox } from './inbox';
import { createWatchdog, type Watchdog, type WatchdogLimits } from './watchdog';

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

type Ended = { usage: Usage } | { error: unknown };

/** Calls one candidate once. Reports content as it comes and returns how the call ended; never throws. */
export async function* attempt({
  adapter,
  model,
  chain,
  limits,
}: AttemptInput): AsyncGenerator<ChainEvent, AttemptResult, void> {
  const startedAt = performance.now();
  const inbox = createInbox<Ended>();
  const watchdog = createWatchdog(limits, chain.signal, (error) => inbox.end({ error }));
  let committed = false;
  /** White space before the first content: no content by itself, but part of it. */
  let lead = '';
  const commit = () => {
    committed = true;
    inbox.push({ type: 'committed', provider: model.provider, model: model.id });
  };
  const call: AdapterCall = {
    model,
    request: chain.request,
    signal: watchdog.signal,
    onAnswered: () => watchdog.answered(),
    onText(delta) {
      if (delta === '') return;
      if (committed) {
        watchdog.content();
        return inbox.push({ type: 'text', delta });
      }
      lead += delta;
      if (!/\S/.test(delta)) return;
      watchdog.content();
      commit();
      inbox.push({ type: 'text', delta: lead });
    },
    onFile(file) {
      watchdog.content();
      if (!committed) commit();
      inbox.push({ type: 'file', file });
    },
  };
  try {
    adapter.call(call).then(
      (usage) => inbox.end({ usage }),
      (error: unknown) => inbox.end({ error }),
    );
    for (;;) {
      const next = await inbox.take();
      if ('event' in next) yield next.event;
      else return resultOf(next.end, { committed, ms: Math.round(performance.now() - startedAt), watchdog });
    }
  } finally {
    watchdog.stop();
  }
}

function resultOf(
  end: Ended,
  { committed, ms, watchdog }: { committed: boolean; ms: number; watchdog: Watchdog },
): AttemptResult {
  if ('usage' in end) return { committed, ms, outcome: committed ? 'succeeded' : 'empty', usage: end.usage };
  const { outcome, httpStatus, retryAfterMs } =
    watchdog.failure ?? classify(end.error, { answered: watchdog.isAnswered });
  return {
    ...{ committed, ms, outcome },
    usage: {},
    cause: end.error,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
