import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { startAd } from '@/lib/ads';
import { AppError } from '@/lib/errors';
import { openTestDb } from '../support/test-db';
import { adWorld, type AdWorld } from '../support/ad-world';

let world: AdWorld;

beforeAll(async () => {
  world = adWorld(await openTestDb());
});

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  world.clock.advance(86_400_000);
});

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

/** What came of a call: its result, or the code it was refused with. */
async function outcome<T>(call: Promise<T>): Promise<T | string> {
  return call.catch((error: unknown) => {
    if (error instanceof AppError) return error.code;
    throw error;
  });
}

it('pays 50 parallel claims of one session once', async () => {
  const user = await world.watcher();
  const session = await user.start();
  await user.watch(session, 6);
  const claims = await times(50, (index) => user.claim(session, index % 2 ? `key-${index}` : undefined));
  expect(claims.filter((claim) => !claim.repeated)).toHaveLength(1);
  expect(new Set(claims.map((claim) => claim.reward))).toEqual(new Set([5]));
  expect(await user.available()).toBe(5);
});

it('makes one session of two starts at once, of any kind', async () => {
  const user = await world.watcher();
  const starts = await times(12, (index) => startAd({ ctx: user.ctx, input: { kind: index % 2 ? 'text' : 'video' } }));
  expect(starts.filter((start) => start.created)).toHaveLength(1);
  expect(new Set(starts.map((start) => start.session.id)).size).toBe(1);
  const rows = await world.db.sql<{ count: number }>(
    'SELECT count(*)::integer AS count FROM ad_sessions WHERE user_id = $1::uuid',
    [user.userId],
  );
  expect(rows).toEqual([{ count: 1 }]);
});

it('makes one session of many starts where an expired one still stands', async () => {
  const user = await world.watcher();
  const old = await user.start();
  world.clock.set(old.expiresAt);
  const starts = await times(8, () => startAd({ ctx: user.ctx, input: { kind: 'text' } }));
  expect(starts.filter((start) => start.created)).toHaveLength(1);
});

it('counts the same stretch once, however many beats report it at once', async () => {
  const user = await world.watcher();
  const session = await user.start();
  await user.beat(session, 0);
  world.clock.advance(2_000);
  const beats = await times(20, () => outcome(user.beat(session, 2)));
  expect(beats.filter((beat) => beat === 'rate_limited')).toHaveLength(16);
  for (const beat of beats) if (typeof beat !== 'string') expect(beat.watchedSeconds).toBe(2);
});

it('never lets parallel claims of many people pass the cap of a shared device', async () => {
  world.settings.change({ ads: { deviceDailyCap: 20 } });
  const people = await times(10, () => world.watcher({}, { device: 'shared', address: '198.51.100.9' }));
  const sessions = await times(10, (index) => people[index]!.start());
  await times(10, (index) => people[index]!.beat(sessions[index]!, 0));
  world.clock.advance(6_000);
  await times(10, (index) => people[index]!.beat(sessions[index]!, 6));
  const claims = await times(10, (index) => outcome(people[index]!.claim(sessions[index]!)));
  expect(claims.filter((claim) => claim === 'cap_reached')).toHaveLength(6);
  const balances = await times(10, (index) => people[index]!.available());
  expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(20);
});

it('never lets parallel claims and starts pass a user’s own cap', async () => {
  world.settings.change({ ads: { dailyCap: 10, cooldownSeconds: 0 } });
  const user = await world.watcher();
  for (let round = 0; round < 4; round += 1) {
    const session = await outcome(user.start());
    if (typeof session === 'string') {
      expect(session).toBe('cap_reached');
      continue;
    }
    await user.watch(session, 6);
    await times(5, () => outcome(user.claim(session)));
  }
  expect(await user.available()).toBe(10);
});
