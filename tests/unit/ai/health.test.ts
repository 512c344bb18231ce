import { BREAKER } from '@/lib/ai/chain/breaker-policy';
import { createHealth } from '@/lib/ai/health/health';
import { createSamples, ENOUGH } from '@/lib/ai/health/samples';
import { collect, createTestClock } from './ai-world';
import { chainWorld } from './chain-world';

const MODEL = 'first/model';

function world() {
  const clock = createTestClock();
  const state = jest.fn(() => ({ state: 'closed' as const, rateLimitedUntilMs: null }));
  return { clock, health: createHealth({ clock, breakers: { state } }) };
}

test('median and 95th percentile of the time to first content, and the share that failed', () => {
  const { health } = world();
  for (let ms = 1; ms <= 20; ms += 1) health.record(MODEL, 'succeeded', ms * 10);
  for (const outcome of ['server_error', 'cut', 'rate_limited', 'unauthorized', 'too_large'] as const)
    health.record(MODEL, outcome, 5);
  expect(health.all().get(MODEL)).toMatchObject({
    model: MODEL,
    samples: 25,
    medianMs: 100,
    p95Ms: 190,
    failureShare: 0.2,
  });
});

test.each(['bad_request', 'content_refused', 'cancelled', 'breaker_open', 'spend_cap', 'timeout_total'] as const)(
  '%s says nothing about a model',
  (outcome) => {
    const { health } = world();
    health.record(MODEL, outcome, 10);
    expect(health.all().get(MODEL)).toBeUndefined();
  },
);

test('one that was outrun is at least that slow: it counts for the median, neither as a failure nor for the head start', () => {
  const { health } = world();
  for (let count = 0; count < 10; count += 1) health.record(MODEL, 'outrun', 2_000);
  expect(health.all().get(MODEL)).toMatchObject({ samples: 10, medianMs: 2_000, p95Ms: null, failureShare: 0 });
  for (let count = 0; count < 9; count += 1) health.record(MODEL, 'succeeded', 300);
  expect(health.all().get(MODEL)).toMatchObject({ medianMs: 2_000, p95Ms: 300 });
  for (let count = 0; count < 9; count += 1) health.record(MODEL, 'succeeded', 300);
  expect(health.all().get(MODEL)).toMatchObject({ medianMs: 300 });
});

test('too few calls give no percentiles', () => {
  const { health } = world();
  for (let count = 1; count < ENOUGH; count += 1) health.record(MODEL, 'succeeded', 10);
  expect(health.all().get(MODEL)).toMatchObject({ medianMs: null, p95Ms: null, failureShare: 0 });
  expect(health.p95Ms(MODEL)).toBeNull();
  health.record(MODEL, 'succeeded', 10);
  expect(health.p95Ms(MODEL)).toBe(10);
});

test('what was long ago is forgotten, and so is what came before the last 64 calls', () => {
  const samples = createSamples();
  for (let index = 0; index < 10; index += 1) samples.add(0, 1_000);
  expect(samples.read(600_000)).toMatchObject({ samples: 10, medianMs: 1_000 });
  expect(samples.read(602_000)).toMatchObject({ samples: 0, medianMs: null, failureShare: 0 });
  for (let index = 0; index < 200; index += 1) samples.add(700_000, index < 136 ? 9_999 : 5);
  expect(samples.read(700_000)).toMatchObject({ samples: 64, medianMs: 5, p95Ms: 5 });
});

test('recording costs next to nothing, and so does looking often', () => {
  const { health } = world();
  const startedAt = performance.now();
  for (let index = 0; index < 100_000; index += 1) health.record(MODEL, 'succeeded', index);
  const seen = health.all().get(MODEL)!;
  for (let index = 0; index < 100_000; index += 1) void seen.p95Ms;
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('through the chain: what was measured, and the state of the breaker at each moment', async () => {
  const { ai, clock, input } = chainWorld({ first: { fail: 'server_error' }, next: { say: [[30, 'answer']] } });
  const run = () => collect(ai, input());
  for (let index = 0; index < BREAKER.failures - 1; index += 1) await run();
  const first = ai.health().get(MODEL)!;
  const next = ai.health().get('next/model')!;
  expect(first).toMatchObject({ breaker: 'closed', failureShare: 1, medianMs: null });
  await run();
  expect(first.breaker).toBe('open');
  expect(next).toMatchObject({ breaker: 'closed', failureShare: 0, samples: BREAKER.failures });
  expect(next.medianMs).toBeGreaterThanOrEqual(29);
  clock.advance(BREAKER.openMs + 1);
  expect(first.breaker).toBe('half_open');
});

test('a pause that was asked for shows until it is over', async () => {
  const { ai, clock, input } = chainWorld({ first: { fail: 'rate_limited' }, next: { say: [[0, 'answer']] } });
  await collect(ai, input());
  const first = ai.health().get(MODEL)!;
  expect(first.rateLimitedUntilMs).toBeGreaterThan(clock.now().getTime());
  expect(first.breaker).toBe('closed');
  clock.advance(BREAKER.coolDownMs + 1);
  expect(first.rateLimitedUntilMs).toBeNull();
});
