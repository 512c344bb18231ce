import { setTimeout as sleep } from 'node:timers/promises';
import type { Ai, AttemptOutcome, ChainInput, Model, ModelRequest } from '@/lib/ai';
import type { Adapter } from '@/lib/ai/adapters/adapter';
import { createBreakers } from '@/lib/ai/chain/breaker';
import { CallFailure } from '@/lib/ai/chain/failure';
import { runChain } from '@/lib/ai/chain/run-chain';
import { createHealth } from '@/lib/ai/health/health';
import type { Kv } from '@/lib/redis';
import { createTestClock, createTestKv, LIMITS, SILENT, TEXT } from './ai-world';

/** What a model does when it is called: each text after its wait, then a failure or the end. */
export interface Play {
  say?: [waitMs: number, text: string][];
  /** After everything was said. */
  fail?: Exclude<AttemptOutcome, 'succeeded'>;
  /** Says nothing more and never ends. */
  hang?: boolean;
}

export interface Called {
  model: string;
  request: ModelRequest;
  atMs: number;
  aborted: boolean;
}

const modelNamed = (provider: string): Model => ({
  id: `${provider}/model`,
  provider,
  name: 'model',
  label: provider,
  kind: 'text',
  tier: 'standard',
  cost: {},
});

/** A chain over models that play what a test writes down, with real breakers and health. */
export function chainWorld(plays: Record<string, Play | Play[]>, { storeMs = 0 } = {}) {
  const clock = createTestClock();
  const { kv } = createTestKv(clock);
  /** A store that takes its time to answer. */
  const slowKv: Kv = { ...kv, get: async (key) => (await sleep(storeMs), kv.get(key)) };
  const calls: Called[] = [];
  const queues = new Map(Object.entries(plays).map(([name, play]) => [name, [play].flat()]));
  const adapter: Adapter = {
    async call({ model, request, signal, onAnswered, onText }) {
      const called: Called = { model: model.provider, request, atMs: performance.now(), aborted: false };
      calls.push(called);
      signal.addEventListener('abort', () => (called.aborted = true), { once: true });
      const queue = queues.get(model.provider) ?? [];
      const { say = [], fail, hang } = (queue.length > 1 ? queue.shift() : queue[0]) ?? {};
      onAnswered();
      for (const [waitMs, text] of say) {
        if (waitMs > 0) await sleep(waitMs);
        // Some sources go on after they were told to stop: the chain must not hear them.
        onText(text);
      }
      if (hang) await new Promise(() => {});
      if (fail) throw new CallFailure({ outcome: fail });
      return { inputTokens: 10, outputTokens: say.length };
    },
  };
  const breakers = createBreakers({ kv: storeMs > 0 ? slowKv : kv, clock, log: SILENT });
  const health = createHealth({ clock, breakers });
  const names = Object.keys(plays);
  const adapters = new Map(names.map((name) => [name, adapter]));
  const ai: Pick<Ai, 'runChain' | 'health'> = {
    runChain: (input, sink) => runChain({ adapters, breakers, health, log: SILENT }, input, sink),
    health: () => health.all(),
  };
  const input = (change: Partial<ChainInput> = {}): ChainInput => ({
    candidates: names.map(modelNamed),
    request: TEXT,
    limits: LIMITS,
    signal: new AbortController().signal,
    ...change,
  });
  return { ai, calls, clock, health, breakers, input };
}
