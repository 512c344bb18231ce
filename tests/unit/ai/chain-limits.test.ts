import type { Ai } from '@/lib/ai';
import type { Adapter } from '@/lib/ai/adapters/adapter';
import { createBreakers } from '@/lib/ai/chain/breaker';
import { runChain } from '@/lib/ai/chain/run-chain';
import { createHealth } from '@/lib/ai/health/health';
import {
  chainInput,
  collect,
  createTestClock,
  createTestKv,
  LIMITS,
  outcomes,
  SILENT,
  startTwoServers,
  type TwoServers,
} from './ai-world';

const BOTH = ['openai/gpt-5.4-mini', 'second/wire-model'];
const FIRST = BOTH.slice(0, 1);

let servers: TwoServers;
beforeAll(async () => void (servers = await startTwoServers()));
afterAll(() => servers.close());
beforeEach(() => {
  servers.first.setDefault({ do: 'ok' });
  servers.second.setDefault({ do: 'ok' });
});

test('one budget of calls for the whole chain', async () => {
  const ai = servers.open();
  servers.first.setDefault({ do: 'status', status: 500 });
  servers.second.setDefault({ do: 'status', status: 500 });
  const ids = [...BOTH, ...BOTH, ...BOTH];
  const run = await collect(ai, chainInput(ai, ids, { limits: { ...LIMITS, maxAttempts: 3 } }));
  expect(run.attempts).toHaveLength(3);
  expect(run.end).toMatchObject({ status: 'failed', code: 'provider_unavailable' });
});

test('one deadline for the whole chain', async () => {
  const ai = servers.open();
  servers.first.setDefault({ do: 'stall-first' });
  servers.second.setDefault({ do: 'stall-first' });
  const limits = { ...LIMITS, firstContentMs: 300, totalMs: 500 };
  const run = await collect(ai, chainInput(ai, BOTH, { limits }));
  expect(outcomes(run)).toEqual(['timeout_first_content', 'timeout_total']);
  expect(run.end).toMatchObject({ status: 'failed', code: 'provider_timeout' });
});

test('the deadline also ends a run that is being answered', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'ok', pieces: Array.from({ length: 100 }, (_, index) => ` word${index}`), delayMs: 30 });
  const run = await collect(ai, chainInput(ai, FIRST, { limits: { ...LIMITS, totalMs: 1_500 } }));
  expect(outcomes(run)).toEqual(['timeout_total']);
  expect(run.end).toMatchObject({ status: 'failed', code: 'provider_timeout', afterContent: true });
  expect(run.text).toMatch(/^ word0 word1/);
});

test('a slow but steady answer passes the idle limit', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'ok', pieces: ['a', 'b', 'c', 'd', 'e'], delayMs: 250 });
  const run = await collect(ai, chainInput(ai, FIRST, { limits: { ...LIMITS, idleMs: 1_000 } }));
  expect(run.text).toBe('abcde');
  expect(run.end.status).toBe('succeeded');
});

test('stopping before the first content aborts upstream and ends as cancelled', async () => {
  const ai = servers.open();
  const stop = new AbortController();
  servers.first.script({ do: 'stall-first' });
  const asked = servers.first.requests.length;
  setTimeout(() => stop.abort(), 50);
  const run = await collect(ai, chainInput(ai, BOTH, { signal: stop.signal }));
  expect(run.end).toEqual({ status: 'cancelled', afterContent: false, usage: {} });
  expect(outcomes(run)).toEqual(['cancelled']);
  await servers.first.waitFor((request) => servers.first.requests.indexOf(request) >= asked && request.aborted);
});

test.each([0, 1])('stopping after content aborts upstream (candidate %d)', async (index) => {
  const ai = servers.open();
  const stop = new AbortController();
  const server = index === 0 ? servers.first : servers.second;
  server.script({ do: 'ok', pieces: Array.from({ length: 200 }, () => ' word'), delayMs: 10 });
  const asked = server.requests.length;
  let text = '';
  const { end } = await collect(ai, chainInput(ai, [BOTH[index]!], { signal: stop.signal }), (event) => {
    if (event.type === 'text') text += event.delta;
    if (text.length > 20) stop.abort();
  });
  expect(end).toEqual({ status: 'cancelled', afterContent: true, usage: {} });
  const upstream = await server.waitFor((request) => server.requests.indexOf(request) >= asked && request.aborted);
  expect(upstream.sent).toBeLessThan(100);
});

test('a chain that was stopped before it began asks nobody', async () => {
  const ai = servers.open();
  const asked = servers.first.requests.length;
  const run = await collect(ai, chainInput(ai, BOTH, { signal: AbortSignal.abort() }));
  expect(run.end.status).toBe('cancelled');
  expect(servers.first.requests).toHaveLength(asked);
});

test('the first text is there before the provider has sent its last token', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'ok', pieces: Array.from({ length: 20 }, (_, index) => ` w${index}`), delayMs: 20 });
  let firstAt = 0;
  await collect(ai, chainInput(ai, FIRST), (event) => {
    if (event.type === 'text') firstAt ||= performance.now();
  });
  expect(firstAt).toBeLessThan(servers.first.requests.at(-1)!.lastTokenAt!);
});

test('a source that ignores its signal cannot hold the chain', async () => {
  const clock = createTestClock();
  const deaf: Adapter = {
    call: () => new Promise<never>(() => {}),
  };
  const breakers = createBreakers({ kv: createTestKv(clock).kv, clock, log: SILENT });
  const health = createHealth({ clock, breakers });
  const parts = { adapters: new Map([['openai', deaf]]), breakers, health, log: SILENT };
  const ai: Pick<Ai, 'runChain'> = { runChain: (input, sink) => runChain(parts, input, sink) };
  const run = await collect(ai, chainInput(servers.open(), FIRST));
  expect(outcomes(run)).toEqual(['timeout_connect']);
});

test('asks the way OpenAI wants it: instructions as a system message, no retries, usage included', async () => {
  const ai = servers.open();
  for (const [index, id] of BOTH.entries()) {
    const server = index === 0 ? servers.first : servers.second;
    const asked = server.requests.length;
    await collect(ai, chainInput(ai, [id]));
    expect(server.requests).toHaveLength(asked + 1);
    const { body, headers } = server.requests.at(-1)!;
    expect(body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    const messages = body.messages as { role: string; content: string }[];
    expect(messages.map((message) => message.role)).toEqual([index === 0 ? 'developer' : 'system', 'user']);
    expect(body.max_completion_tokens ?? body.max_tokens).toBe(200);
    expect(headers.authorization).toBe(index === 0 ? 'Bearer sk-test' : undefined);
  }
});
