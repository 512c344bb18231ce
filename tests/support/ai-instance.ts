// Started by tests/races/breaker.test.ts: a server process as far as the chain goes, with its own clock. Reads orders from
// its standard input, one JSON value a line, and answers each with one line.
import { createInterface } from 'node:readline';
import { createAi, type Attempt } from '@/lib/ai';
import { parseEnv } from '@/lib/env';
import { createKv } from '@/lib/redis';
import { listen } from './chain-events';
import { PATIENT_STORE_MS } from './open-kv';
import { textRequest } from './requests';

export type Order =
  /** So many runs at once; the answer is the attempts of each. */
  | { do: 'run'; times: number }
  /** Moves the clock on; the answer is null. */
  | { do: 'advance'; ms: number }
  /** The answer is the breaker's state, by model. */
  | { do: 'health' };

const [servers = '', redisUrl = ''] = process.argv.slice(2);
const env = parseEnv({
  OPENAI_COMPATIBLE_SERVERS: servers,
  ...(redisUrl ? { REDIS_URL: redisUrl, REDIS_TIMEOUT_MS: String(PATIENT_STORE_MS) } : {}),
});
let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs) };
const ignore = () => {};
const kv = await createKv(env);
const ai = createAi({ env, kv, clock, log: { debug: ignore, info: ignore, warn: ignore } });

async function run(): Promise<Pick<Attempt, 'provider' | 'outcome'>[]> {
  const attempts: Attempt[] = [];
  await ai.runChain(
    {
      candidates: ai.models().filter(({ provider }) => provider !== 'demo'),
      request: textRequest('Say something.'),
      limits: { maxAttempts: 3, connectMs: 5_000, firstContentMs: 5_000, idleMs: 5_000, totalMs: 10_000 },
      signal: new AbortController().signal,
    },
    listen((event) => {
      if (event.type === 'attempt') attempts.push(event.attempt);
    }),
  );
  return attempts.map(({ provider, outcome }) => ({ provider, outcome }));
}

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'run') return Promise.all(Array.from({ length: order.times }, run));
  if (order.do === 'health')
    return Object.fromEntries([...ai.health().values()].map(({ model, breaker }) => [model, breaker]));
  aheadMs += order.ms;
  return null;
}

process.stdout.write('ready\n');
for await (const line of createInterface(process.stdin)) {
  process.stdout.write(`${JSON.stringify(await obey(JSON.parse(line) as Order))}\n`);
}
await kv.close();
