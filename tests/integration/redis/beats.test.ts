import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { flushBeats } from '@/lib/ads';
import type { AdSessionView } from '@/lib/ads';
import type { Kv } from '@/lib/redis';
import { adWorld, type AdWorld, type Watcher } from '@/tests/support/ad-world';
import { openBrokenRedis, refusedRedisUrl } from '@/tests/support/broken-redis';
import { openRedisBetween, type RedisBetween } from '@/tests/support/redis-between';
import { openKv } from '@/tests/support/open-kv';
import { openTestDb } from '@/tests/support/test-db';

/** With TEST_REDIS_URL a database of that server of this file's own. */
const REDIS = process.env.TEST_REDIS_URL;
/** One bounded command, and the database after it. */
const [TIMEOUT_MS, PATIENCE_MS] = [300, 4_500];

/** It could be one, but for what makes no difference to most beats. */
const WITHOUT_RHYTHM = JSON.stringify({
  ...{ epoch: 9, seq: 9, userId: 'USER', expiresAt: 9_999_999_999_999, requiredSeconds: 12, ended: '', windowAt: 0 },
  ...{ windowCount: 0, rhythm: { beats: 'many' } },
  views: { VIEW: { lengthMs: 12_000, watchedMs: 12_000, positionMs: 0, visible: true, startedAt: 1, lastBeatAt: 1 } },
});

let world: AdWorld;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  world = adWorld(await openTestDb());
});

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
  expect(await world.verify()).toMatchObject({ ok: true });
  world.clock.advance(3_600_000);
});

/** `timeoutMs` where the store is made to hang. */
async function kvAt(url: string, timeoutMs?: number): Promise<Kv> {
  const kv = await openKv({ REDIS_URL: url, ...(timeoutMs && { REDIS_TIMEOUT_MS: timeoutMs }) });
  open.unshift(kv);
  return kv;
}

/** From second to second; every beat is answered soon, and with the time that passed. */
async function goOn(person: Watcher, session: AdSessionView, from: number, to: number): Promise<void> {
  for (let second = from; second <= to; second += 1) {
    if (second > 0) world.clock.advance(1_000);
    const asked = Date.now();
    expect(await person.beat(session, second)).toMatchObject({ watchedSeconds: second });
    expect(Date.now() - asked).toBeLessThan(PATIENCE_MS);
  }
}

describe.each(['hung', 'stalls', 'read-only', 'refused'] as const)('with a Redis that is %s', (kind) => {
  it('an ad is watched to its end, claimed once, and no second of it counts twice', async () => {
    const broken = kind === 'refused' ? null : await openBrokenRedis(kind);
    if (broken) open.push(broken);
    const kv = await kvAt(broken?.url ?? (await refusedRedisUrl()), TIMEOUT_MS);
    if (kind === 'stalls') broken?.stall();
    const person = await world.watcher({}, { kv });
    const session = await person.start();
    await goOn(person, session, 0, 5);
    await expect(person.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 1 } });
    await goOn(person, session, 6, 6);
    expect(await person.claim(session)).toMatchObject({ reward: 5, available: 5 });
    expect(await person.claim(session)).toMatchObject({ repeated: true });
  });
});

if (REDIS) {
  let between: RedisBetween;
  const url = new URL(REDIS);
  url.pathname = '/14';

  describe('with a Redis between two instances', () => {
    const pair = async (timeoutMs?: number): Promise<{ one: Watcher; two: Watcher; flush(): Promise<void> }> => {
      between = await openRedisBetween(url.toString());
      open.push(between);
      const [first, second] = [await kvAt(between.url, timeoutMs), await kvAt(url.toString())];
      const one = await world.watcher({}, { kv: first });
      return { one, two: one.from({ kv: second }), flush: async () => void (await second.client?.flushdb()) };
    };

    it('both count the same session, and one writes for both', async () => {
      const { one, two } = await pair();
      const session = await one.start('video');
      await goOn(one, session, 0, 4);
      await goOn(two, session, 5, 9);
      await flushBeats({ ctx: two.ctx, input: { all: true } });
      await goOn(one, session, 10, 12);
      expect(await two.claim(session)).toMatchObject({ reward: 15 });
      await expect(one.beat(session, 13)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('that is flushed in the middle costs an instance that goes on nothing', async () => {
      const { one, flush } = await pair();
      const session = await one.start('video');
      await goOn(one, session, 0, 5);
      await flush();
      await goOn(one, session, 6, 9);
      await flush();
      await goOn(one, session, 10, 12);
      expect(await one.claim(session)).toMatchObject({ reward: 15 });
    });

    it.each([
      '',
      'no json',
      'null',
      '[]',
      '{}',
      '{"epoch":"x"}',
      '{"epoch":9,"ended":"","views":{},"rhythm":{}}',
      WITHOUT_RHYTHM,
    ])('that holds %s in place of a count is as good as empty', async (wrong) => {
      const { one, flush } = await pair();
      const session = await one.start('video');
      const key = `ads:beats:${session.id}`;
      const put = (value: string) => one.ctx.kv.set(key, value, { ttlMs: 60_000 });
      await goOn(one, session, 0, 5);
      await put(wrong.replaceAll('USER', one.userId).replaceAll('VIEW', session.views[0]!.id));
      await goOn(one, session, 6, 9);
      await put(wrong);
      await goOn(one, session, 10, 12);
      await put(wrong);
      expect(await one.claim(session)).toMatchObject({ reward: 15 });
      await flush();
    });

    it('that hangs for one of them leaves it to the database, and what the other has counted stale', async () => {
      const { one, two } = await pair(TIMEOUT_MS);
      const session = await one.start('video');
      await goOn(one, session, 0, 3);
      between.hang();
      await goOn(one, session, 4, 8);
      // The other has no way to know; it is told when it writes.
      world.clock.advance(1_000);
      await two.beat(session, 9);
      await flushBeats({ ctx: two.ctx, input: { all: true } });
      world.clock.advance(1_000);
      expect((await two.beat(session, 10)).watchedSeconds).toBeLessThanOrEqual(10);
      between.resume();
      await expect(two.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched' });
      expect(await two.available()).toBe(0);
    });
  });
}
