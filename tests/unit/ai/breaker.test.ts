import { BREAKER } from '@/lib/ai/chain/breaker-policy';
import { createBreakers, type Pass } from '@/lib/ai/chain/breaker';
import type { AttemptOutcome } from '@/lib/ai';
import { chainInput, collect, createTestClock, createTestKv, outcomes, SILENT, startTwoServers } from './ai-world';

const MODEL = 'openai/gpt-5.4-mini';
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function openWorld() {
  const clock = createTestClock();
  const { kv, state } = createTestKv(clock);
  const instance = () => createBreakers({ kv, clock, log: SILENT });
  return { clock, state, instance };
}

async function fail(
  breakers: ReturnType<typeof createBreakers>,
  times: number,
  outcome: AttemptOutcome = 'server_error',
) {
  for (let index = 0; index < times; index += 1) {
    const pass = await breakers.enter(MODEL);
    if (pass.allowed) pass.report(outcome);
  }
  await settle();
}

const allowed = (pass: Pass) => pass.allowed;

test('opens after five failures in a row, for every instance', async () => {
  const { instance } = openWorld();
  const [one, two] = [instance(), instance()];
  await fail(one, BREAKER.failures - 1);
  expect(allowed(await one.enter(MODEL))).toBe(true);
  await fail(one, 1);
  expect(await one.enter(MODEL)).toMatchObject({ allowed: false, outcome: 'breaker_open' });
  expect(await two.enter(MODEL)).toMatchObject({ allowed: false, outcome: 'breaker_open' });
  expect(allowed(await one.enter('openai/another'))).toBe(true);
});

test('counts the failures of all instances together', async () => {
  const { instance } = openWorld();
  const [one, two] = [instance(), instance()];
  await fail(one, 3);
  await fail(two, 2);
  expect(allowed(await two.enter(MODEL))).toBe(false);
});

test('a success in between starts the count again', async () => {
  const { instance } = openWorld();
  const breakers = instance();
  await fail(breakers, BREAKER.failures - 1);
  const pass = await breakers.enter(MODEL);
  if (pass.allowed) pass.report('succeeded');
  await settle();
  await fail(breakers, BREAKER.failures - 1);
  expect(allowed(await breakers.enter(MODEL))).toBe(true);
});

test('one failure alone is not told to the others; the second in a row brings the first along', async () => {
  const { instance } = openWorld();
  const instances = [instance(), instance(), instance(), instance(), instance()];
  for (const breakers of instances) await fail(breakers, 1);
  const [one] = instances;
  if (!one) throw new Error('There are five.');
  expect(allowed(await one.enter(MODEL))).toBe(true);
  await fail(one, 1);
  expect(allowed(await one.enter(MODEL))).toBe(true);
  await fail(one, BREAKER.failures - 2);
  expect(allowed(await one.enter(MODEL))).toBe(false);
});

test('a late success of an instance that has not heard of it yet does not open for all what another has shut', async () => {
  const { instance } = openWorld();
  const [one, two, three] = [instance(), instance(), instance()];
  await fail(two, 2);
  const pass = await two.enter(MODEL);
  await fail(one, BREAKER.failures);
  if (pass.allowed) pass.report('succeeded');
  await settle();
  expect(allowed(await three.enter(MODEL))).toBe(false);
});

test('failures spread over a long time do not add up', async () => {
  const { instance, clock } = openWorld();
  const breakers = instance();
  await fail(breakers, BREAKER.failures - 1);
  clock.advance(BREAKER.windowMs + 1);
  await fail(breakers, 1);
  expect(allowed(await breakers.enter(MODEL))).toBe(true);
});

test('half-open lets exactly one probe through, over all instances; its success closes', async () => {
  const { instance, clock } = openWorld();
  const all = [instance(), instance(), instance()];
  await fail(all[0]!, BREAKER.failures);
  clock.advance(BREAKER.openMs + 1);
  const passes = await Promise.all(
    all.flatMap((breakers) => Array.from({ length: 10 }, async () => breakers.enter(MODEL))),
  );
  const probes = passes.filter((pass) => pass.allowed);
  expect(probes).toHaveLength(1);
  if (probes[0]!.allowed) probes[0]!.report('succeeded');
  await settle();
  clock.advance(BREAKER.mirrorMs + 1);
  for (const breakers of all) {
    await breakers.enter(MODEL);
    await settle();
    expect(allowed(await breakers.enter(MODEL))).toBe(true);
  }
});

test('a failed probe opens for twice as long; a cancelled one frees the place', async () => {
  const { instance, clock } = openWorld();
  const breakers = instance();
  await fail(breakers, BREAKER.failures);
  clock.advance(BREAKER.openMs + 1);
  const cancelled = await breakers.enter(MODEL);
  expect(cancelled.allowed).toBe(true);
  if (cancelled.allowed) cancelled.report('cancelled');
  await settle();
  await fail(breakers, 1);
  clock.advance(BREAKER.openMs + 1);
  expect(allowed(await breakers.enter(MODEL))).toBe(false);
  clock.advance(BREAKER.openMs);
  expect(allowed(await breakers.enter(MODEL))).toBe(true);
});

test.each<AttemptOutcome>(['bad_request', 'content_refused', 'cancelled', 'timeout_total'])(
  '%s never trips it',
  async (outcome) => {
    const { instance } = openWorld();
    const breakers = instance();
    await fail(breakers, BREAKER.failures * 3, outcome);
    expect(allowed(await breakers.enter(MODEL))).toBe(true);
  },
);

test('a refused key opens it at once', async () => {
  const { instance } = openWorld();
  const breakers = instance();
  await fail(breakers, 1, 'unauthorized');
  expect(allowed(await breakers.enter(MODEL))).toBe(false);
});

test('a pause asked for is obeyed but capped, and needs no probe afterwards', async () => {
  const { instance, clock } = openWorld();
  const breakers = instance();
  const pass = await breakers.enter(MODEL);
  if (pass.allowed) pass.report('rate_limited', 3_600_000);
  expect(await breakers.enter(MODEL)).toMatchObject({ allowed: false, outcome: 'rate_limited' });
  clock.advance(BREAKER.maxCoolDownMs + 1);
  const after = await Promise.all([breakers.enter(MODEL), breakers.enter(MODEL)]);
  expect(after.map(allowed)).toEqual([true, true]);
});

test('while all is well the store is asked once a second at most', async () => {
  const { instance, state } = openWorld();
  const breakers = instance();
  for (let index = 0; index < 200; index += 1) {
    const pass = await breakers.enter(MODEL);
    if (pass.allowed) pass.report('succeeded');
  }
  expect(state.calls).toBe(1);
});

test.each(['failing', 'hanging'] as const)(
  'a %s store neither fails nor holds a run, and the process still protects itself',
  async (mode) => {
    const { instance, state, clock } = openWorld();
    state.mode = mode;
    const breakers = instance();
    const startedAt = performance.now();
    await fail(breakers, BREAKER.failures);
    expect(allowed(await breakers.enter(MODEL))).toBe(false);
    clock.advance(BREAKER.openMs + 1);
    const passes = await Promise.all([breakers.enter(MODEL), breakers.enter(MODEL)]);
    expect(passes.filter(allowed)).toHaveLength(1);
    // It is asked eight times; were each waited for to the limit, it would take at least seven of them.
    expect(state.calls).toBe(8);
    expect(performance.now() - startedAt).toBeLessThan(BREAKER.storeMs * 6);
  },
);

test('through the chain: opens, is passed over without a call, is probed and closes', async () => {
  const servers = await startTwoServers();
  try {
    const clock = createTestClock();
    const ai = servers.open({ clock });
    const run = () => collect(ai, chainInput(ai, [MODEL, 'second/wire-model']));
    servers.first.setDefault({ do: 'status', status: 500 });
    for (let index = 0; index < BREAKER.failures; index += 1)
      expect(outcomes(await run())).toEqual(['server_error', 'succeeded']);
    expect(outcomes(await run())).toEqual(['breaker_open', 'succeeded']);
    expect(servers.first.requests).toHaveLength(BREAKER.failures);
    clock.advance(BREAKER.openMs + 1);
    servers.first.setDefault({ do: 'ok' });
    expect(outcomes(await run())).toEqual(['succeeded']);
    expect(outcomes(await run())).toEqual(['succeeded']);
    const alone = servers.open({ clock });
    servers.first.setDefault({ do: 'status', status: 500 });
    for (let index = 0; index < BREAKER.failures; index += 1) await collect(alone, chainInput(alone, [MODEL]));
    const shut = await collect(alone, chainInput(alone, [MODEL]));
    expect(shut.end).toMatchObject({ status: 'failed', code: 'provider_unavailable' });
    expect(outcomes(shut)).toEqual(['breaker_open']);
  } finally {
    await servers.close();
  }
});
