import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { adStatus, claimAd, claimSchema, startAd, startAdSchema } from '@/lib/ads';
import { openTestDb } from '../../support/test-db';
import { adWorld, type AdWorld } from '../../support/ad-world';

let world: AdWorld;

beforeAll(async () => {
  world = adWorld(await openTestDb());
});

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  world.clock.advance(3_600_000);
});

describe('time is the server’s', () => {
  it('refuses a claim without a single beat and says how much is missing', async () => {
    const user = await world.watcher();
    const session = await user.start();
    world.clock.advance(60_000);
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 6 } });
    expect(await user.available()).toBe(0);
  });

  it('refuses a claim before the watch time is over, and pays the same session once it is', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 4);
    await expect(user.claim(session)).rejects.toMatchObject({
      code: 'ad_not_watched',
      status: 409,
      extra: { missingSeconds: 2 },
    });
    world.clock.advance(2_000);
    expect(await user.beat(session, 6)).toEqual({
      ...{ watchedSeconds: 6, requiredSeconds: 6 },
      ...{ viewSeconds: 6, viewComplete: true },
    });
    expect(await user.claim(session)).toMatchObject({ reward: 5, available: 5, repeated: false });
  });

  it('forgives half a second in total and not a tenth more', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 5.4);
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 1 } });
    world.clock.advance(100);
    await user.beat(session, 5.5);
    expect(await user.claim(session)).toMatchObject({ repeated: false });
  });

  it('counts no more than the time that passed, however far the position jumps', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.beat(session, 0);
    world.clock.advance(1_000);
    expect(await user.beat(session, 5_000)).toMatchObject({ watchedSeconds: 1 });
    world.clock.advance(5_000);
    // The player cannot be beyond where it said it was.
    expect(await user.beat(session, 10)).toMatchObject({ watchedSeconds: 1 });
  });

  it('counts no more than the position gained, and nothing for going back', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.beat(session, 3);
    world.clock.advance(4_000);
    expect(await user.beat(session, 4)).toMatchObject({ watchedSeconds: 1 });
    world.clock.advance(4_000);
    expect(await user.beat(session, 0)).toMatchObject({ watchedSeconds: 1 });
  });

  it('counts at most ten seconds between two beats', async () => {
    const user = await world.watcher();
    const session = await user.start('video');
    await user.beat(session, 0);
    world.clock.advance(60_000);
    expect(await user.beat(session, 60)).toEqual({
      ...{ watchedSeconds: 10, requiredSeconds: 12 },
      ...{ viewSeconds: 10, viewComplete: false },
    });
  });

  it('never counts more than the ad lasts', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 20);
    expect(await user.beat(session, 20)).toMatchObject({ watchedSeconds: 6 });
  });

  it('counts nothing when the clock was set back, and goes on from there', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 2);
    world.clock.advance(-1_000);
    for (let beat = 0; beat < 3; beat += 1)
      expect(await user.beat(session, 3 + beat)).toMatchObject({ watchedSeconds: 2 });
    world.clock.advance(3_000);
    expect(await user.beat(session, 9)).toMatchObject({ watchedSeconds: 4 });
  });
});

describe('beats', () => {
  it('refuses more than four a second, and goes on in the next', async () => {
    const user = await world.watcher();
    const session = await user.start();
    for (let beat = 0; beat < 4; beat += 1) await user.beat(session, beat / 10);
    await expect(user.beat(session, 1)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
    world.clock.advance(1_000);
    expect(await user.beat(session, 1)).toMatchObject({ watchedSeconds: 0.7 });
  });

  it('counts nothing for a hidden tab: neither up to the hidden beat nor until the next visible one', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 2);
    world.clock.advance(2_000);
    expect(await user.beat(session, 4, { visible: false })).toMatchObject({ watchedSeconds: 2 });
    world.clock.advance(2_000);
    expect(await user.beat(session, 6)).toMatchObject({ watchedSeconds: 2 });
    world.clock.advance(2_000);
    expect(await user.beat(session, 8)).toMatchObject({ watchedSeconds: 4 });
  });

  it('counts two tabs of one session as one', async () => {
    const user = await world.watcher();
    const session = await user.start();
    const other = (await startAd({ ctx: user.ctx, input: { kind: 'text' } })).session;
    expect(other).toMatchObject({ id: session.id, token: session.token });
    await user.beat(session, 0);
    for (let second = 1; second <= 3; second += 1) {
      world.clock.advance(1_000);
      await user.beat(session, second);
      await user.beat(other, second);
    }
    expect(await user.beat(session, 3)).toMatchObject({ watchedSeconds: 3 });
  });

  it('knows no view of another session', async () => {
    const [one, two] = [await world.watcher(), await world.watcher()];
    const [mine, theirs] = [await one.start(), await two.start()];
    await expect(one.beat(mine, 0, { viewId: theirs.views[0]!.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(one.beat(mine, 0, { viewId: 'no-uuid' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses beats of a claimed session as a conflict and of one that ran out as expired', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    await user.claim(session);
    await expect(user.beat(session, 7)).rejects.toMatchObject({ code: 'conflict' });
    world.clock.advance(60_000);
    const next = await user.start();
    world.clock.set(next.expiresAt);
    await expect(user.beat(next, 0)).rejects.toMatchObject({ code: 'ad_expired', status: 410 });
  });
});

describe('whose session it is', () => {
  it('answers a wrong token like an unknown session', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await expect(user.beat(session, 0, { token: `${session.token}x` })).rejects.toMatchObject({ code: 'not_found' });
    await expect(user.claim({ ...session, token: 'guessed' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(user.claim({ id: 'nothing', token: session.token })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives nothing to another user who has the token', async () => {
    const [owner, thief] = [await world.watcher(), await world.watcher()];
    const session = await owner.start();
    await expect(thief.beat(session, 0)).rejects.toMatchObject({ code: 'not_found' });
    await owner.watch(session, 6);
    await expect(thief.claim(session)).rejects.toMatchObject({ code: 'not_found' });
    expect(await thief.available()).toBe(0);
    expect(await owner.claim(session)).toMatchObject({ repeated: false });
  });

  it('stores no token', async () => {
    const user = await world.watcher();
    const session = await user.start();
    const rows = await world.db.sql<{ row: string }>(
      'SELECT row_to_json(s)::text AS row FROM ad_sessions s WHERE id = $1::uuid',
      [session.id],
    );
    expect(rows[0]!.row).not.toContain(session.token);
    expect(Buffer.from(session.token, 'base64url')).toHaveLength(32);
  });

  it('refuses API keys, guests and machines', async () => {
    const user = await world.watcher();
    const apiKey = { type: 'apiKey', userId: user.userId, keyId: 'k', scopes: ['tools'], plan: 'free' } as const;
    await expect(user.from({ actor: apiKey }).start()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(adStatus({ ctx: user.from({ actor: apiKey }).ctx, input: {} })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(user.from({ actor: { type: 'guest' } }).start()).rejects.toMatchObject({ code: 'unauthenticated' });
    const session = await user.start();
    await user.watch(session, 6);
    await expect(user.from({ actor: apiKey }).claim(session)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(user.from({ actor: apiKey }).beat(session, 7)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(user.from({ actor: { type: 'system', job: 'x' } }).claim(session)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('what is paid', () => {
  it('ignores reward, kind and seconds of the request', async () => {
    const input = { kind: 'text', reward: 1_000, watchSeconds: 1 } as const;
    expect(startAdSchema.parse(input)).toEqual({ kind: 'text' });
    const user = await world.watcher();
    const { session } = await startAd({ ctx: user.ctx, input });
    expect(session).toMatchObject({ reward: 5, watchSeconds: 6 });
    await user.watch(session, 6);
    const forged = { sessionId: session.id, token: session.token, kind: 'video', reward: 15 };
    expect(claimSchema.parse(forged)).toEqual({ sessionId: session.id, token: session.token });
    expect(await claimAd({ ctx: user.ctx, input: forged })).toMatchObject({ reward: 5, available: 5 });
  });

  it('names the network that is not configured here, and knows no others', async () => {
    const user = await world.watcher();
    for (const network of ['gpt', 'h5', 'admob'] as const) {
      await expect(startAd({ ctx: user.ctx, input: { kind: 'text', network } })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: 'network' }],
      });
    }
    await expect(startAd({ ctx: user.ctx, input: { kind: 'text', bonus: true } })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(startAdSchema.safeParse({ kind: 'text', network: 'offerwall' }).error?.issues[0]?.path).toEqual(['network']);
    expect(startAdSchema.safeParse({ kind: 'audio' }).error?.issues[0]?.path).toEqual(['kind']);
  });

  it('pays a replayed claim once and says so', async () => {
    const user = await world.watcher();
    const session = await user.start('image');
    await user.watch(session, 8);
    expect(await user.claim(session, 'key-1')).toMatchObject({ reward: 10, available: 10, repeated: false });
    expect(await user.claim(session, 'key-1')).toMatchObject({ reward: 10, available: 10, repeated: true });
    expect(await user.claim(session, 'key-2')).toMatchObject({ reward: 10, available: 10, repeated: true });
    expect(await user.claim(session)).toMatchObject({ reward: 10, available: 10, repeated: true });
    world.clock.advance(86_400_000);
    expect(await user.claim(session, 'key-3')).toMatchObject({ repeated: true });
    expect(await user.available()).toBe(10);
  });

  it('refuses a key that was used for another claim, also with a forged token', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    await user.claim(session, 'one-key');
    await expect(user.claim({ ...session, token: 'other' }, 'one-key')).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    expect(await user.available()).toBe(5);
  });

  it('leaves no record of a refused claim: the same key may claim later', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 2);
    await expect(user.claim(session, 'k')).rejects.toMatchObject({ code: 'ad_not_watched' });
    world.clock.advance(4_000);
    await user.beat(session, 6);
    expect(await user.claim(session, 'k')).toMatchObject({ repeated: false });
  });

  it('pays nothing after the session ran out, and starts a new one then', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    world.clock.set(session.expiresAt);
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_expired', status: 410 });
    const { session: next, created } = await startAd({ ctx: user.ctx, input: { kind: 'text' } });
    expect(created).toBe(true);
    expect(next.id).not.toBe(session.id);
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_expired' });
    expect(await user.available()).toBe(0);
  });

  it('keeps the numbers a session began with when the rules change under it', async () => {
    const user = await world.watcher();
    const session = await user.start();
    world.settings.change({ ads: { text: { watchSeconds: 60, reward: 50 } } });
    try {
      expect(await user.start()).toMatchObject({ id: session.id, watchSeconds: 6, reward: 5 });
      await user.watch(session, 6);
      expect(await user.claim(session)).toMatchObject({ reward: 5, available: 5 });
    } finally {
      world.settings.change({ ads: { text: { watchSeconds: 6, reward: 5 } } });
    }
  });

  it('gives the credits the operator’s expiry, tells the ledger what for, and leaves an event', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    await user.claim(session);
    const lots = await world.db.sql<{ source: string; expires: Date }>(
      'SELECT source, expires_at AS expires FROM credit_lots WHERE user_id = $1::uuid',
      [user.userId],
    );
    const days = (lots[0]!.expires.getTime() - world.clock.now().getTime()) / 86_400_000;
    expect(lots).toEqual([{ source: 'ad', expires: expect.any(Date) }]);
    expect(Math.floor(days)).toBe(90);
    const event = await world.db.prisma.outboxEvent.findFirst({ where: { userId: user.userId, type: 'ad.claimed' } });
    expect(event?.data).toMatchObject({ sessionId: session.id, kind: 'text', rewardMicro: '5000000' });
  });
});
