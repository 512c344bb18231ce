import type { AttemptOutcome } from '@/lib/ai';
import { BREAKER } from '@/lib/ai/chain/breaker-policy';
import { collect, IMAGE, LIMITS, outcomes, TEXT } from './ai-world';
import { chainWorld, type Play } from './chain-world';

const RACE = { race: { leastMs: 60 } };
const SLOW: Play = {
  say: [
    [400, 'slow '],
    [10, 'answer'],
  ],
};
const QUICK: Play = {
  say: [
    [10, 'quick '],
    [30, 'answer'],
  ],
};

test('without the option nobody is started beside a slow candidate', async () => {
  const { ai, calls, input } = chainWorld({ slow: SLOW, quick: QUICK });
  const run = await collect(ai, input());
  expect(run.text).toBe('slow answer');
  expect(calls).toHaveLength(1);
});

test('a second candidate starts beside a slow one; the first content wins and the other is ended upstream', async () => {
  const { ai, calls, input } = chainWorld({ slow: SLOW, quick: QUICK });
  const run = await collect(ai, input(RACE));
  expect(run.text).toBe('quick answer');
  expect(run.committed).toEqual(['quick/model']);
  expect(run.attempts.map(({ provider, outcome }) => [provider, outcome])).toEqual([
    ['slow', 'outrun'],
    ['quick', 'succeeded'],
  ]);
  expect(run.end).toMatchObject({ status: 'succeeded', provider: 'quick' });
  expect(calls.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(calls[1]!.atMs - calls[0]!.atMs).toBeGreaterThanOrEqual(55);
});

test('the slow one may still win; nothing of the other is heard, though it goes on talking', async () => {
  const { ai, input } = chainWorld({
    slow: {
      say: [
        [120, 'first '],
        [150, 'answer'],
      ],
    },
    late: {
      say: [
        [150, 'never '],
        [10, 'heard'],
      ],
    },
  });
  const run = await collect(ai, input(RACE));
  expect(run.text).toBe('first answer');
  expect(outcomes(run)).toEqual(['outrun', 'succeeded']);
  expect(run.attempts.map(({ provider }) => provider)).toEqual(['late', 'slow']);
});

test('a quick first candidate runs alone', async () => {
  const { ai, calls, input } = chainWorld({ quick: QUICK, other: QUICK });
  expect(outcomes(await collect(ai, input(RACE)))).toEqual(['succeeded']);
  expect(calls).toHaveLength(1);
});

test('it waits for the slowest twentieth of the usual time where that is longer', async () => {
  const { ai, calls, health, input } = chainWorld({ slow: SLOW, quick: QUICK });
  for (let index = 0; index < 20; index += 1) health.record('slow/model', 'succeeded', 200);
  await collect(ai, input(RACE));
  const headStart = calls[1]!.atMs - calls[0]!.atMs;
  expect(headStart).toBeGreaterThanOrEqual(195);
  expect(headStart).toBeLessThan(390);
});

test('both count in the budget of calls', async () => {
  const { ai, calls, input } = chainWorld({ slow: { hang: true }, other: { fail: 'server_error' }, third: QUICK });
  const limits = { ...LIMITS, maxAttempts: 2, firstContentMs: 300 };
  const run = await collect(ai, input({ ...RACE, limits }));
  expect(calls).toHaveLength(2);
  expect(outcomes(run)).toEqual(['server_error', 'timeout_first_content']);
  expect(run.end).toMatchObject({ status: 'failed', code: 'provider_timeout', afterContent: false });
});

test('never more than two at a time; when one falls, the next starts after its own time', async () => {
  const { ai, calls, input } = chainWorld({ slow: { hang: true }, falling: { fail: 'server_error' }, third: QUICK });
  const run = await collect(ai, input(RACE));
  expect(run.text).toBe('quick answer');
  expect(calls.map(({ model }) => model)).toEqual(['slow', 'falling', 'third']);
  expect(outcomes(run)).toEqual(['server_error', 'outrun', 'succeeded']);
});

test.each<AttemptOutcome>(['bad_request', 'content_refused'])('%s of one ends the race for both', async (fail) => {
  const { ai, calls, input } = chainWorld({ slow: { hang: true }, judge: { fail: fail as 'bad_request' } });
  const run = await collect(ai, input(RACE));
  expect(outcomes(run)).toEqual([fail, 'outrun']);
  expect(run.end).toMatchObject({ status: 'failed', afterContent: false });
  expect(calls.every(({ aborted }) => aborted)).toBe(true);
});

test('one that was not needed after all may still go on behind a break', async () => {
  // The second's breaker is still being asked when the first begins to speak.
  const { ai, calls, input } = chainWorld(
    {
      first: {
        say: [
          [100, 'The quick '],
          [150, 'brown'],
        ],
        fail: 'cut',
      },
      next: { say: [[0, ' fox']] },
    },
    { storeMs: 80 },
  );
  const continueWith = () => TEXT;
  const run = await collect(ai, input({ race: { leastMs: 50 }, continueWith }));
  expect(outcomes(run)).toEqual(['cut', 'succeeded']);
  expect(run.text).toBe('The quick brown fox');
  expect(calls).toHaveLength(2);
});

test('a winner that breaks off with its first words is gone on behind, though the other has not yet ended', async () => {
  const { ai, input } = chainWorld({
    first: { say: [[120, 'The quick']], fail: 'cut' },
    beside: { hang: true },
    next: { say: [[0, ' fox']] },
  });
  const run = await collect(ai, input({ race: { leastMs: 50 }, continueWith: () => TEXT }));
  expect(run.end.status).toBe('succeeded');
  expect(run.text).toBe('The quick fox');
  expect(outcomes(run).toSorted()).toEqual(['cut', 'outrun', 'succeeded']);
});

test('a stop ends both', async () => {
  const { ai, calls, input } = chainWorld({ slow: { hang: true }, other: { hang: true } });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 150);
  const run = await collect(ai, input({ ...RACE, signal: stop.signal }));
  expect(run.end).toEqual({ status: 'cancelled', afterContent: false, usage: {} });
  expect(calls.every(({ aborted }) => aborted)).toBe(true);
  expect(run.attempts).toHaveLength(2);
});

test('being outrun is no fault, but it is slow: neither the breaker nor the share of failures hears of it', async () => {
  const { ai, health, breakers, input } = chainWorld({ slow: SLOW, quick: QUICK });
  for (let index = 0; index <= BREAKER.failures; index += 1) await collect(ai, input(RACE));
  expect(breakers.state('slow/model').state).toBe('closed');
  const slow = health.all().get('slow/model');
  expect(slow).toMatchObject({ failureShare: 0, p95Ms: null });
  expect(slow?.medianMs).toBeGreaterThanOrEqual(60);
});

test('pictures are not raced: whoever is outrun would have to be paid as well', async () => {
  const { ai, calls, input } = chainWorld({ slow: { hang: true }, other: QUICK });
  const limits = { ...LIMITS, firstContentMs: 200, totalMs: 400 };
  await collect(ai, input({ ...RACE, request: IMAGE, limits }));
  expect(calls[1]!.atMs - calls[0]!.atMs).toBeGreaterThanOrEqual(190);
});

test('a probe that cannot be admitted is given back: the next run may probe', async () => {
  const { ai, clock, input } = chainWorld({
    first: [...Array<Play>(BREAKER.failures).fill({ fail: 'server_error' }), QUICK],
  });
  for (let count = 0; count < BREAKER.failures; count += 1) await collect(ai, input());
  expect(outcomes(await collect(ai, input()))).toEqual(['breaker_open']);
  clock.advance(BREAKER.openMs);
  const admit = () => {
    throw new Error('the book is away');
  };
  await collect(ai, input({ admit })).catch(() => undefined);
  expect(outcomes(await collect(ai, input()))).toEqual(['succeeded']);
});
