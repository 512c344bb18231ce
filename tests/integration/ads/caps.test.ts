import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { adOffer, adStatus, answerAd, type AdSessionView } from '@/lib/ads';
import { creditsToMicro } from '@/lib/format';
import { openTestDb } from '../../support/test-db';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';

let world: AdWorld;

beforeAll(async () => {
  world = adWorld(await openTestDb());
  // A round day: 3 text ads a user, 4 a device, 5 a network.
  world.settings.change({ ads: { dailyCap: 15, deviceDailyCap: 20, addressDailyCap: 25, cooldownSeconds: 10 } });
});

afterEach(async () => {
  // Each test has a day of its own.
  world.clock.advance(86_400_000);
});

afterAll(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

async function earn(user: Watcher, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const session = await user.start();
    await user.watch(session, 6);
    await user.claim(session);
    world.clock.advance(10_000);
  }
}

const toMidnight = (): number => Math.ceil((Date.UTC(2026, 2, 11) - world.clock.now().getTime()) / 1000);

describe('the cool-down', () => {
  it('keeps the next ad waiting, says how long, and only after a claim', async () => {
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    await user.claim(session);
    await expect(user.start()).rejects.toMatchObject({
      code: 'cap_reached',
      retryAfterSeconds: 10,
      extra: { pause: true },
    });
    world.clock.advance(9_001);
    await expect(user.start()).rejects.toMatchObject({ code: 'cap_reached', retryAfterSeconds: 1 });
    expect(await adStatus({ ctx: user.ctx, input: {} })).toMatchObject({ cooldownSeconds: 10, cooldownLeftSeconds: 1 });
    world.clock.advance(999);
    expect(await user.start()).toMatchObject({ kind: 'text' });
  });

  it('does not hold up anybody else', async () => {
    const [one, two] = [await world.watcher(), await world.watcher()];
    const session = await one.start();
    await one.watch(session, 6);
    await one.claim(session);
    expect(await two.start()).toMatchObject({ reward: 5 });
  });
});

describe('the caps of a UTC day', () => {
  it('stops a user at the cap and says when to come back', async () => {
    world.clock.set('2026-03-10T12:00:00.000Z');
    const user = await world.watcher();
    await earn(user, 3);
    await expect(user.start()).rejects.toMatchObject({
      code: 'cap_reached',
      status: 429,
      retryAfterSeconds: toMidnight(),
    });
    const { today } = await adStatus({ ctx: user.ctx, input: {} });
    expect(today).toEqual({ earned: 15, cap: 15, remaining: 0, resetsAt: '2026-03-11T00:00:00.000Z' });
    world.clock.set('2026-03-11T00:00:00.000Z');
    await earn(user);
    expect(await user.available()).toBe(20);
  });

  it('are told with the claim that leaves no room for another of its kind', async () => {
    const user = await world.watcher();
    const claimNext = async (kind: 'text' | 'image') => {
      const session = await user.start(kind);
      await user.watch(session, session.watchSeconds);
      const claim = await user.claim(session);
      world.clock.advance(10_001);
      return claim;
    };
    expect(await claimNext('text')).toMatchObject({ available: 5, dayOver: false });
    expect(await claimNext('image')).toMatchObject({ available: 15, dayOver: true });
  });

  it('refuses an ad whose reward is more than what is left, and takes a smaller one', async () => {
    const user = await world.watcher();
    await earn(user);
    await expect(user.start('video')).rejects.toMatchObject({ code: 'cap_reached' });
    expect(await user.start('image')).toMatchObject({ reward: 10 });
  });

  it('stops a device, whoever uses it', async () => {
    const device = 'device-1';
    const [one, two] = [await world.watcher({}, { device }), await world.watcher({}, { device })];
    await earn(one, 3);
    await earn(two);
    await expect(two.start()).rejects.toMatchObject({ code: 'cap_reached', detail: expect.stringContaining('device') });
    expect((await adStatus({ ctx: two.ctx, input: {} })).today).toMatchObject({ earned: 5, remaining: 0 });
    await earn(two.from({ device: 'device-2' }));
  });

  it('stops a network address, whoever is behind it', async () => {
    const address = '203.0.113.7';
    const people = [await world.watcher({}, { address }), await world.watcher({}, { address })];
    await earn(people[0]!, 3);
    await earn(people[1]!, 2);
    const third = await world.watcher({}, { address });
    await expect(third.start()).rejects.toMatchObject({
      code: 'cap_reached',
      detail: expect.stringContaining('network'),
    });
  });

  it('counts all addresses of an IPv6 home for one, at the start and at the claim', async () => {
    const at = (last: string) => ({ address: `2001:db8:7:7::${last}` });
    const people = [await world.watcher({}, at('1')), await world.watcher({}, at('2'))];
    const late = await world.watcher({}, at('3'));
    const session = await late.start();
    await late.watch(session, 6);
    await earn(people[0]!.from(at('aaaa')), 3);
    await earn(people[1]!.from(at('b:c:d')), 2);
    await expect(late.from(at('ffff:1')).claim(session)).rejects.toMatchObject({ code: 'cap_reached' });
    const next = await world.watcher({}, at('4'));
    await expect(next.start()).rejects.toMatchObject({
      code: 'cap_reached',
      detail: expect.stringContaining('network'),
    });
    await earn(await world.watcher({}, { address: '2001:db8:7:8::1' }));
  });

  it('counts a claim that hides where it comes from for where the session was started', async () => {
    const device = 'device-3';
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => world.watcher({}, { device })));
    const sessions = await Promise.all(people.map((user) => user.start()));
    for (const [index, user] of people.entries()) await user.watch(sessions[index]!, 6);
    for (const index of [0, 1, 2, 3]) await people[index]!.from({ device: null }).claim(sessions[index]!);
    await expect(people[4]!.from({ device: null }).claim(sessions[4]!)).rejects.toMatchObject({ code: 'cap_reached' });
    expect(await people[4]!.available()).toBe(0);
  });

  it('holds at the claim too, when the cap was lowered meanwhile; the session can be claimed once there is room', async () => {
    world.clock.set('2026-04-01T23:58:00.000Z');
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    world.settings.change({ ads: { dailyCap: 4 } });
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'cap_reached' });
    world.settings.change({ ads: { dailyCap: 15 } });
    expect(await user.claim(session)).toMatchObject({ reward: 5 });
  });

  it('counts a claim on the day it is made', async () => {
    world.clock.set('2026-04-05T23:59:50.000Z');
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    world.clock.set('2026-04-06T00:00:01.000Z');
    await user.claim(session);
    expect((await adStatus({ ctx: user.ctx, input: {} })).today).toMatchObject({ earned: 5, remaining: 10 });
  });
});

describe('the status', () => {
  it('has the rules, and the session with its token and its counts, so that a reload goes on', async () => {
    const user = await world.watcher();
    const before = await adStatus({ ctx: user.ctx, input: {} });
    expect(before).toMatchObject({
      kinds: {
        text: { watchSeconds: 6, reward: 5, views: 1 },
        image: { watchSeconds: 8, reward: 10 },
        video: { watchSeconds: 12, reward: 15 },
      },
      cooldownLeftSeconds: 0,
      session: null,
    });
    const session = await user.start();
    await user.watch(session, 4);
    const { session: found } = await adStatus({ ctx: user.ctx, input: {} });
    expect(found).toMatchObject({
      id: session.id,
      token: session.token,
      views: [{ watchedSeconds: 4, positionSeconds: 4 }],
    });
    await user.watch(found!, 2);
    expect(await user.claim(found!)).toMatchObject({ reward: 5 });
  });
});

describe('the offer beside a refusal', () => {
  const gap = (credits: number) => creditsToMicro(credits);

  it('counts the ads that cover the gap, and pays audio with ads of kind text', async () => {
    const user = await world.watcher();
    expect(await adOffer({ ctx: user.ctx, kind: 'text', shortfallMicro: gap(5) })).toEqual({
      kind: 'text',
      watchSeconds: 6,
      reward: 5,
      count: 1,
    });
    expect(await adOffer({ ctx: user.ctx, kind: 'text', shortfallMicro: gap(5.000001) })).toMatchObject({ count: 2 });
    expect(await adOffer({ ctx: user.ctx, kind: 'video', shortfallMicro: gap(30) })).toMatchObject({
      kind: 'video',
      count: 2,
    });
    expect(await adOffer({ ctx: user.ctx, kind: 'text', shortfallMicro: 0n })).toBeNull();
  });

  it('tells guests what it would be', async () => {
    expect(await adOffer({ ctx: world.ctx, kind: 'image', shortfallMicro: gap(12) })).toMatchObject({
      kind: 'image',
      count: 2,
    });
  });

  it('offers none to premium accounts, to API keys, and where a cap leaves no room', async () => {
    const premium = await world.watcher({ plan: 'premium' });
    expect(await adOffer({ ctx: premium.ctx, kind: 'text', shortfallMicro: gap(5) })).toBeNull();
    await expect(premium.start()).rejects.toMatchObject({ code: 'forbidden' });
    const user = await world.watcher({}, { device: 'device-4' });
    const key = user.from({ actor: { type: 'apiKey', userId: user.userId, keyId: 'k', scopes: [], plan: 'free' } });
    expect(await adOffer({ ctx: key.ctx, kind: 'text', shortfallMicro: gap(5) })).toBeNull();
    await earn(user, 2);
    expect(await adOffer({ ctx: user.ctx, kind: 'image', shortfallMicro: gap(5) })).toBeNull();
    expect(await adOffer({ ctx: user.ctx, kind: 'text', shortfallMicro: gap(5) })).toMatchObject({ count: 1 });
    await earn(await world.watcher({}, { device: 'device-4' }), 2);
    expect(await adOffer({ ctx: user.ctx, kind: 'text', shortfallMicro: gap(5) })).toBeNull();
  });
});

describe('the answer to the question of an ad', () => {
  const answer = (user: Watcher, { id: sessionId, token, views: [view] }: AdSessionView) =>
    answerAd({ ctx: user.ctx, input: { sessionId, token, viewId: view!.id, choice: 0 } });
  const paidOf = async ({ id }: AdSessionView) =>
    (await world.db.sql('SELECT state, paid_micro::int AS paid FROM ad_sessions WHERE id = $1::uuid', [id]))[0];

  it('is not asked for where its reward would not fit under the cap of the day', async () => {
    world.settings.change({ ads: { dailyCap: 11, deviceDailyCap: 150, addressDailyCap: 600 } });
    const user = await world.watcher();
    const first = await user.start();
    expect(first.views[0]!.question).toMatchObject({ reward: 1 });
    await user.watch(first, 6);
    await answer(user, first);
    expect(await user.claim(first)).toMatchObject({ reward: 6 });
    world.clock.advance(10_000);
    const last = await user.start();
    expect(last.views[0]!.question).toBeNull();
    await user.watch(last, 6);
    expect(await user.claim(last)).toMatchObject({ reward: 5 });
  });

  it('is paid as far as the cap goes, and never costs the reward of the ad', async () => {
    world.settings.change({ ads: { dailyCap: 6, deviceDailyCap: 150, addressDailyCap: 600 } });
    const user = await world.watcher();
    const session = await user.start();
    await user.watch(session, 6);
    await answer(user, session);
    world.settings.change({ ads: { dailyCap: 5.25 } });
    expect(await user.claim(session)).toMatchObject({ reward: 5.25, repeated: false });
    expect(await user.claim(session, 'again')).toMatchObject({ reward: 5.25, repeated: true });
    expect(await paidOf(session)).toEqual({ state: 'claimed', paid: 5_250_000 });
    expect(await user.available()).toBe(5.25);
  });

  it('counts for the cap while its claim is held, and one that was not given does not', async () => {
    world.settings.change({
      ads: { dailyCap: 100 },
      risk: { disposableDomains: ['example.test'], weights: { disposable: 60 } },
    });
    for (const [given, earned] of [
      [true, 6],
      [false, 5],
    ] as const) {
      const user = await world.watcher();
      const session = await user.start();
      await user.watch(session, 6);
      if (given) await answer(user, session);
      expect(await user.claim(session)).toMatchObject({ reward: earned, heldUntil: expect.any(String) });
      expect((await adStatus({ ctx: user.ctx, input: {} })).today.earned).toBe(earned);
    }
  });
});
