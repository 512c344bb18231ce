import {
  createAi,
  type AiParts,
  type Ai,
  type ChainEnd,
  type ChainInput,
  type ChainLimits,
  type Attempt,
  type Model,
  type ModelRequest,
} from '@/lib/ai';
import type { Clock } from '@/lib/clock';
import type { Kv } from '@/lib/redis';
import { listen, type ChainEvent } from '../../support/chain-events';
import { startOpenAiWireServer, type WireServer } from '../../support/openai-wire-server';

/** Limits short enough for tests, long enough for a busy machine. */
export const LIMITS: ChainLimits = {
  maxAttempts: 3,
  connectMs: 1_000,
  firstContentMs: 1_500,
  idleMs: 1_000,
  totalMs: 10_000,
};

export const SILENT = { debug: () => {}, info: () => {}, warn: () => {} };

/** An in-process store with a time to live, and a switch that makes it fail or hang. */
export function createTestKv(clock: Clock) {
  const values = new Map<string, { value: string; until: number }>();
  const state = { mode: 'well' as 'well' | 'failing' | 'hanging', calls: 0 };
  const live = (key: string) => {
    const entry = values.get(key);
    return entry && entry.until > clock.now().getTime() ? entry : undefined;
  };
  const answer = async <T>(work: () => T): Promise<T> => {
    state.calls += 1;
    if (state.mode === 'failing') throw new Error('the store is away');
    if (state.mode === 'hanging') return new Promise<T>(() => {});
    return work();
  };
  const until = (ttlMs?: number) => (ttlMs === undefined ? Number.POSITIVE_INFINITY : clock.now().getTime() + ttlMs);
  const kv: Kv = {
    mode: 'memory',
    get: (key) => answer(() => live(key)?.value ?? null),
    set: (key, value, options) =>
      answer(() => {
        if (options?.onlyIfAbsent && live(key)) return false;
        values.set(key, { value, until: until(options?.ttlMs) });
        return true;
      }),
    delete: (key) => answer(() => void values.delete(key)),
    increment: (key, by, ttlMs) =>
      answer(() => {
        const entry = live(key);
        const next = Number(entry?.value ?? 0) + by;
        values.set(key, { value: String(next), until: entry?.until ?? until(ttlMs) });
        return next;
      }),
    ping: () => answer(() => undefined),
    close: async () => {},
  };
  return { kv, state };
}

/** A clock that moves when told to, from the real time on. */
export function createTestClock() {
  let ahead = 0;
  return { now: () => new Date(Date.now() + ahead), advance: (ms: number) => void (ahead += ms) };
}

export interface TwoServers {
  first: WireServer;
  second: WireServer;
  /** An `Ai` over both: the first is "openai", the second a compatible server called "second". */
  open(parts?: Partial<AiParts>): ReturnType<typeof createAi>;
  close(): Promise<void>;
}

export async function startTwoServers(): Promise<TwoServers> {
  const [first, second] = await Promise.all([startOpenAiWireServer(), startOpenAiWireServer()]);
  return {
    first,
    second,
    open: (parts = {}) => {
      const clock = parts.clock ?? createTestClock();
      const env = {
        OPENAI_API_KEY: 'sk-test',
        OPENAI_BASE_URL: first.url,
        OPENAI_COMPATIBLE_SERVERS: [{ id: 'second', label: 'Second', baseUrl: second.url, models: ['wire-model'] }],
      };
      return createAi({ env, kv: createTestKv(clock).kv, clock, log: SILENT, demoPaceMs: 0, ...parts });
    },
    close: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

export const TEXT: ModelRequest = {
  kind: 'text',
  instructions: 'Answer briefly.',
  prompt: 'Say something.',
  maxOutputTokens: 200,
  demo: { task: 'write', text: 'Say something.', options: {} },
};

export const IMAGE: ModelRequest = { kind: 'image', prompt: 'A red fox in the snow', width: 256, height: 256 };

export interface Outcome {
  text: string;
  files: number;
  attempts: Attempt[];
  committed: string[];
  end: ChainEnd;
  types: ChainEvent['type'][];
}

export function modelOf(ai: ReturnType<typeof createAi>, id: string): Model {
  const model = ai.models().find((candidate) => candidate.id === id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
}

export function chainInput(
  ai: ReturnType<typeof createAi>,
  ids: string[],
  change: Partial<ChainInput> = {},
): ChainInput {
  return {
    candidates: ids.map((id) => modelOf(ai, id)),
    request: TEXT,
    limits: LIMITS,
    signal: new AbortController().signal,
    ...change,
  };
}

/** Runs a chain to its end; `onEvent` may look on. */
export async function collect(
  ai: Pick<Ai, 'runChain'>,
  input: ChainInput,
  onEvent: (event: ChainEvent) => void = () => {},
): Promise<Outcome> {
  const seen: Omit<Outcome, 'end'> = { text: '', files: 0, attempts: [], committed: [], types: [] };
  let isOver = false;
  const take = (event: ChainEvent) => {
    if (isOver) throw new Error('an event came after the end');
    seen.types.push(event.type);
    if (event.type === 'text') seen.text += event.delta;
    if (event.type === 'file') seen.files += 1;
    if (event.type === 'attempt') seen.attempts.push(event.attempt);
    if (event.type === 'committed') seen.committed.push(event.model);
    onEvent(event);
  };
  const end = await ai.runChain(input, listen(take));
  take({ type: 'end', end });
  isOver = true;
  return { ...seen, end };
}

export const outcomes = (outcome: Outcome) => outcome.attempts.map((attempt) => attempt.outcome);
