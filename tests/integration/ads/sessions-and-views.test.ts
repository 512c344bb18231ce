import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { adOffer, adStatus, type AdSessionView } from '@/lib/ads';
import { AppError } from '@/lib/errors';
import { creditsToMicro } from '@/lib/format';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';
import { noStore } from '../../support/shared-beats';
import { openTestDb } from '../../support/test-db';

let world: AdWorld;
let user: Watcher;

beforeAll(async () => {
  world = adWorld(await openTestDb());
});

beforeEach(async () => {
  user = await world.watcher();
});

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  world.clock.advance(86_400_000);
});

/** A second view, as a network that caps the length of one would have it. */
async function addView(session: AdSessionView): Promise<string> {
  const id = world.ctx.ids.uuid();
  await world.db.sql(
    `INSERT INTO ad_views (id, session_id, seq, seconds, creative_id) VALUES ($1::uuid, $2::uuid, 2, 6, 'coins') RETURNING id`,
    [id, session.id],
  );
  return id;
}

async function watched(times: number): Promise<AdSessionView[]> {
  const sessions: AdSessionView[] = [];
  for (let time = 0; time < times; time += 1) {
    const session = await user.start();
    await user.watch(session, 6);
    await user.claim(session);
    world.clock.advance(10_000);
    sessions.push(session);
  }
  return sessions;
}

describe('a session', () => {
  it('opens with its own token only: one of an earlier session of the same user is worth nothing', async () => {
    const [earlier] = await watched(1);
    const session = await user.start();
    expect(session.token).not.toBe(earlier!.token);
    await user.watch(session, 6);
    await expect(user.beat(session, 7, { token: earlier!.token })).rejects.toMatchObject({
      code: 'not_found',
      status: 404,
    });
    await expect(user.claim({ id: session.id, token: earlier!.token })).rejects.toMatchObject({ code: 'not_found' });
    // The other way round: the new token does not pay the old session again either.
    await expect(user.claim({ id: earlier!.id, token: session.token })).rejects.toMatchObject({ code: 'not_found' });
    expect(await user.available()).toBe(5);
  });

  it('is not paid under the key of another session', async () => {
    const first = await user.start();
    await user.watch(first, 6);
    await user.claim(first, 'the-key');
    world.clock.advance(10_000);
    const second = await user.start();
    await user.watch(second, 6);
    await expect(user.claim(second, 'the-key')).rejects.toMatchObject({ code: 'idempotency_mismatch', status: 409 });
    expect(await user.claim(second, 'its-own')).toMatchObject({ reward: 5, available: 10, repeated: false });
  });

  it('shows another creative the next time, and comes round again', async () => {
    const seen = (await watched(3)).map((session) => session.views[0]!.creative.id);
    expect(seen[1]).not.toBe(seen[0]);
    expect(seen[2]).toBe(seen[0]);
  });

  it('leaves room for pauses: three times the watch time and ten minutes', async () => {
    const life = (session: AdSessionView) => (Date.parse(session.expiresAt) - world.clock.now().getTime()) / 1000;
    expect(life(await user.start())).toBe(6 * 3 + 600);
    expect(life(await (await world.watcher()).start('video'))).toBe(12 * 3 + 600);
  });

  it('that was cancelled counts nothing, pays nothing, and is out of the way', async () => {
    // Whoever cancels one says so to where beats are counted; here the database alone counts.
    user = user.from({ kv: noStore() });
    const session = await user.start();
    await user.watch(session, 6);
    await world.db.sql(`UPDATE ad_sessions SET state = 'cancelled' WHERE id = $1::uuid RETURNING id`, [session.id]);
    await expect(user.beat(session, 7)).rejects.toMatchObject({ code: 'conflict' });
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_expired' });
    expect((await adStatus({ ctx: user.ctx, input: {} })).session).toBeNull();
    expect((await user.start()).id).not.toBe(session.id);
  });

  it('is not shorter than the time on the wall, whatever its views have counted', async () => {
    const session = await user.start();
    await user.beat(session, 0);
    await world.db.sql('UPDATE ad_views SET watched_ms = 6000 WHERE session_id = $1::uuid RETURNING id', [session.id]);
    world.clock.advance(1_000);
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 5 } });
    world.clock.advance(5_000);
    expect(await user.claim(session)).toMatchObject({ repeated: false });
  });
});

describe('two views of one session', () => {
  it('share one clock when they are watched side by side', async () => {
    const session = await user.start();
    const viewId = await addView(session);
    await user.beat(session, 0);
    await user.beat(session, 0, { viewId });
    for (let second = 1; second <= 3; second += 1) {
      world.clock.advance(1_000);
      await user.beat(session, second);
      expect(await user.beat(session, second, { viewId })).toMatchObject({ watchedSeconds: second });
    }
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 3 } });
  });

  it('add up when they are watched one after the other', async () => {
    const session = await user.start();
    const viewId = await addView(session);
    await user.watch(session, 4);
    await user.beat(session, 0, { viewId });
    world.clock.advance(2_000);
    expect(await user.beat(session, 2, { viewId })).toMatchObject({ watchedSeconds: 6 });
    expect(await user.claim(session)).toMatchObject({ reward: 5 });
  });

  it('share one limit of beats', async () => {
    const session = await user.start();
    const viewId = await addView(session);
    for (let beat = 0; beat < 4; beat += 1) await user.beat(session, 0, beat % 2 ? { viewId } : {});
    await expect(user.beat(session, 0, { viewId })).rejects.toMatchObject({ code: 'rate_limited', status: 429 });
  });
});

describe('at the same moment', () => {
  const code = (call: Promise<unknown>) =>
    call.then(
      () => 'done',
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );

  it('the last beat and many claims: each claim is paid, repeated or too early, and one credit is given', async () => {
    const session = await user.start();
    await user.watch(session, 4);
    world.clock.advance(2_000);
    const claims = Array.from({ length: 10 }, () => code(user.claim(session)));
    const [beat, ...outcomes] = await Promise.all([code(user.beat(session, 6)), ...claims]);
    expect(['done', 'conflict']).toContain(beat);
    for (const outcome of outcomes) expect(['done', 'ad_not_watched']).toContain(outcome);
    await user.claim(session);
    expect(await user.available()).toBe(5);
  });

  it('an old session’s claims and a new one’s starts: nothing is paid for the old one', async () => {
    const session = await user.start();
    await user.watch(session, 6);
    world.clock.set(session.expiresAt);
    const calls = Array.from({ length: 12 }, (_, index) => code(index % 2 ? user.start() : user.claim(session)));
    const outcomes = await Promise.all(calls);
    expect(outcomes.filter((_, index) => index % 2 === 0)).toEqual(Array(6).fill('ad_expired'));
    expect(outcomes.filter((_, index) => index % 2 === 1)).toEqual(Array(6).fill('done'));
    expect(await user.available()).toBe(0);
  });
});

describe('how many ads cover a gap', () => {
  const offer = async (shortfallMicro: bigint) =>
    (await adOffer({ ctx: user.ctx, kind: 'text', shortfallMicro }))?.count;

  it('is exact at the multiples of a reward, and one more just beyond', async () => {
    for (const ads of [1, 2, 3]) {
      expect(await offer(creditsToMicro(5 * ads))).toBe(ads);
      expect(await offer(creditsToMicro(5 * ads) + 1n)).toBe(ads + 1);
    }
    expect(await offer(1n)).toBe(1);
    expect(await offer(-1n)).toBeUndefined();
  });

  it('is exact for rewards that are no whole credits', async () => {
    world.settings.change({ ads: { text: { reward: 0.1 } } });
    try {
      expect(await offer(creditsToMicro(0.3))).toBe(3);
    } finally {
      world.settings.change({ ads: { text: { reward: 5 } } });
    }
  });
});
