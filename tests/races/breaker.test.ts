import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptOutcome } from '@/lib/ai';
import { BREAKER } from '@/lib/ai/chain/breaker-policy';
import type { Order } from '../support/ai-instance';
import { ApiClient, asOperator } from '../support/api-client';
import type { Hub } from '../support/built-hub';
import { bundledScript, COMPILED } from '../support/bundled-script';
import { atEndOfFile } from '../support/cleanup';
import { startOpenAiWireServer, type WireServer } from '../support/openai-wire-server';
import { startTestHub } from '../support/test-hub';

/** With TEST_REDIS_URL two processes share their breakers; without a store each has its own. */
const REDIS = process.env.TEST_REDIS_URL;
const FAILS = ['first server_error', 'second succeeded'];
const PASSED_OVER = ['first breaker_open', 'second succeeded'];
const WELL = ['first succeeded'];

type Attempts = { provider: string; outcome: AttemptOutcome }[];

interface Instance {
  run(times?: number): Promise<string[][]>;
  advance(ms: number): Promise<void>;
  breaker(): Promise<string | undefined>;
}

let first: WireServer;
let second: WireServer;
beforeAll(async () => {
  [first, second] = await Promise.all([startOpenAiWireServer(), startOpenAiWireServer()]);
  atEndOfFile(() => first.close());
  atEndOfFile(() => second.close());
});

const serversOf = (model: string) =>
  Object.entries({ first, second }).map(([id, { url }]) => ({ id, label: id, models: [model], baseUrl: url }));

/** Somebody with credits on a server; each call is one run, and answers with its attempts. */
async function personAt({ url, operator }: Hub): Promise<() => Promise<string[]>> {
  const admin = await asOperator(url, operator);
  await admin.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
  const client = new ApiClient(url);
  const { id } = await client.register();
  const gift = { userId: id, amount: 200, reason: 'Load' };
  await admin.call('POST', '/api/admin/update-credits', gift, { 'idempotency-key': id });
  return async () => {
    const input = { toolId: 'text-generation', input: { prompt: `Say ${randomUUID()}.` } };
    const { status, body } = await client.run(input, randomUUID());
    if (status !== 200) throw new Error(`a run was answered with ${status}: ${JSON.stringify(body)}`);
    const { run } = body as unknown as { run: { attempts: Attempts } };
    return run.attempts.map(({ provider, outcome }) => `${provider} ${outcome}`);
  };
}

/** A process of its own; the model's name keeps tests on one store apart. */
async function startInstance(model: string): Promise<Instance> {
  const servers = JSON.stringify(serversOf(model));
  const script = [bundledScript('tests/support/ai-instance.ts'), servers, REDIS ?? ''];
  const child = spawn(process.execPath, script, {
    env: { ...process.env, ...COMPILED, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  atEndOfFile(async () => {
    const gone = once(child, 'exit');
    child.stdin.end();
    child.kill('SIGKILL');
    await gone;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  const order = async (what: Order): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(what)}\n`);
    const { value } = await lines.next();
    return JSON.parse(String(value)) as unknown;
  };
  return {
    run: async (times = 1) => {
      const runs = (await order({ do: 'run', times })) as Attempts[];
      return runs.map((attempts) => attempts.map(({ provider, outcome }) => `${provider} ${outcome}`));
    },
    advance: async (ms) => void (await order({ do: 'advance', ms })),
    breaker: async () => ((await order({ do: 'health' })) as Record<string, string>)[`first/${model}`],
  };
}

async function twoInstances(): Promise<[Instance, Instance]> {
  const model = `wire-${randomUUID()}`;
  return Promise.all([startInstance(model), startInstance(model)]);
}

async function advanceBoth(both: Instance[], ms: number): Promise<void> {
  await Promise.all(both.map((instance) => instance.advance(ms)));
}

/** What reaches the failing provider while the work is done. */
async function callsDuring(work: () => Promise<void>): Promise<number> {
  const before = first.requests.length;
  await work();
  return first.requests.length - before;
}

/** Thirty runs at once over both processes, as they pile up while a provider is away. */
async function crowd(both: Instance[]): Promise<string[][]> {
  return (await Promise.all(both.map((instance) => instance.run(15)))).flat();
}

const count = (runs: string[][], wanted: string[]) =>
  runs.filter((run) => JSON.stringify(run) === JSON.stringify(wanted)).length;

if (REDIS) {
  it('opens for two processes together, probes once over both, stays open after a failed probe, and closes for both', async () => {
    const both = await twoInstances();
    const [one, two] = both;
    first.setDefault({ do: 'status', status: 500 });
    expect(await one.run()).toEqual([FAILS]);
    expect(await one.run()).toEqual([FAILS]);
    expect(await one.run()).toEqual([FAILS]);
    expect(await two.run()).toEqual([FAILS]);
    expect(await two.run()).toEqual([FAILS]);
    // The first one reads the shared state at most once a second, beside its runs.
    await advanceBoth(both, BREAKER.mirrorMs + 1);
    await one.run();
    expect(await callsDuring(async () => expect(count(await crowd(both), PASSED_OVER)).toBe(30))).toBe(0);
    expect([await one.breaker(), await two.breaker()]).toEqual(['open', 'open']);

    await advanceBoth(both, BREAKER.openMs + 1);
    expect([await one.breaker(), await two.breaker()]).toEqual(['half_open', 'half_open']);
    const failing = async () => {
      const runs = await crowd(both);
      expect([count(runs, FAILS), count(runs, PASSED_OVER)]).toEqual([1, 29]);
    };
    expect(await callsDuring(failing)).toBe(1);

    // Open for twice as long now, for the process that did not probe as well.
    await advanceBoth(both, BREAKER.openMs + 1);
    expect(await callsDuring(async () => void (await crowd(both)))).toBe(0);

    first.setDefault({ do: 'ok', firstDelayMs: 200 });
    await advanceBoth(both, BREAKER.openMs);
    const probing = async () => {
      const runs = await crowd(both);
      expect([count(runs, WELL), count(runs, PASSED_OVER)]).toEqual([1, 29]);
    };
    expect(await callsDuring(probing)).toBe(1);

    await advanceBoth(both, BREAKER.mirrorMs + 1);
    await crowd(both);
    expect(count(await crowd(both), WELL)).toBe(30);
    expect([await one.breaker(), await two.breaker()]).toEqual(['closed', 'closed']);
  }, 240_000);

  it('opens, is probed once and closes across two whole servers', async () => {
    const model = `wire-${randomUUID()}`;
    const env = { OPENAI_COMPATIBLE_SERVERS: JSON.stringify(serversOf(model)) };
    const worlds = await Promise.all([startTestHub({ env }), startTestHub({ env })]);
    for (const { close } of worlds) atEndOfFile(close);
    const [one, two] = await Promise.all(worlds.map(({ hub }) => personAt(hub)));
    if (!one || !two) throw new Error('two servers');
    first.setDefault({ do: 'status', status: 500 });
    for (let index = 0; index < BREAKER.failures; index += 1) expect(await one()).toEqual(FAILS);
    const openedAt = Date.now();
    expect(await callsDuring(async () => expect(await two()).toEqual(PASSED_OVER))).toBe(0);

    first.setDefault({ do: 'ok', firstDelayMs: 2_000 });
    await sleep(openedAt + BREAKER.openMs + 200 - Date.now());
    const probing = async () => {
      const runs = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? one() : two())));
      expect([count(runs, WELL), count(runs, PASSED_OVER)]).toEqual([1, 9]);
    };
    expect(await callsDuring(probing)).toBe(1);

    // Each looks at the shared state at most once a second, beside a run.
    await sleep(BREAKER.mirrorMs + 100);
    await Promise.all([one(), two()]);
    expect(await Promise.all([one(), two()])).toEqual([WELL, WELL]);
  }, 240_000);

  it('a pause that a provider asked of one process is kept by the other', async () => {
    const [one, two] = await twoInstances();
    first.setDefault({ do: 'status', status: 429, retryAfter: '30' });
    expect(await one.run()).toEqual([['first rate_limited', 'second succeeded']]);
    const others = async () =>
      expect(await two.run(5)).toEqual(Array(5).fill(['first rate_limited', 'second succeeded']));
    expect(await callsDuring(others)).toBe(0);
  }, 240_000);
} else {
  it('without a shared store each process opens, probes once and closes for itself', async () => {
    const both = await twoInstances();
    const [one, two] = both;
    first.setDefault({ do: 'status', status: 500 });
    for (let index = 0; index < BREAKER.failures; index += 1) expect(await one.run()).toEqual([FAILS]);
    expect(await callsDuring(async () => expect(count(await one.run(15), PASSED_OVER)).toBe(15))).toBe(0);
    for (let index = 0; index < BREAKER.failures; index += 1) expect(await two.run()).toEqual([FAILS]);
    expect([await one.breaker(), await two.breaker()]).toEqual(['open', 'open']);
    first.setDefault({ do: 'ok', firstDelayMs: 200 });
    await advanceBoth(both, BREAKER.openMs + 1);
    expect(await callsDuring(async () => void (await crowd(both)))).toBe(2);
    expect(count(await crowd(both), WELL)).toBe(30);
  }, 240_000);
}
