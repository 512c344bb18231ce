import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerAd,
  claimAd,
  fallBack,
  progressSchema,
  reportProgress,
  startAd,
  type AdSessionView,
  type ProgressInput,
  type StartAdInput,
} from '@/lib/ads';
import { parseEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { Kv } from '@/lib/redis';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';
import { beatStores } from '../../support/beat-stores';
import { openTestDb } from '../../support/test-db';

let world: AdWorld;
let stores: Map<string, Kv>;

beforeAll(async () => {
  world = adWorld(await openTestDb());
  world.settings.change({ ads: { bonuses: [{ id: 'on', type: 'watch_on', watchSeconds: 4, reward: 3 }] } });
  stores = await beatStores(world.clock);
});

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  world.clock.advance(86_400_000);
});

/** What came of a call: `done`, or the code it was refused with. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof AppError) return error.code;
      throw error;
    },
  );

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const pass = (ms: number) => void world.clock.advance(ms);
const begin = async (person: Watcher, input: StartAdInput) => (await startAd({ ctx: person.ctx, input })).session;
const beatOf = (person: Watcher, session: AdSessionView, view: number, change: Partial<ProgressInput>) =>
  reportProgress({
    ctx: person.ctx,
    input: {
      ...{
        sessionId: session.id,
        token: session.token,
        viewId: session.views[view]!.id,
        positionSeconds: 0,
        visible: true,
      },
      ...change,
    },
  });
const say = (person: Watcher, session: AdSessionView, view: number, event: 'granted' | 'closed') =>
  outcome(beatOf(person, session, view, { event }));

/** Watches one view to its end, second by second. */
async function watchView(person: Watcher, session: AdSessionView, view: number, seconds: number): Promise<void> {
  await beatOf(person, session, view, { positionSeconds: 0 });
  for (let second = 1; second <= seconds; second += 1) {
    pass(1_000);
    await beatOf(person, session, view, { positionSeconds: second });
  }
}

/** An ad of a network whose word is needed; of 40 seconds in two views, or of 6 in one. */
async function ofNetwork(person: Watcher, network: 'gpt' | 'admob', kind: 'text' | 'image' = 'text') {
  const session = await begin(person, { kind, network, place: network === 'gpt' ? 'page' : 'app' });
  expect(session.network).toBe(network);
  return session;
}

interface Cast {
  person: Watcher;
  /** Somebody else, at another place. */
  thief: Watcher;
}

/** Each plays a cheat, and says what its person has honestly earned meanwhile; nobody else may have anything. */
const CHEATS: Record<string, (cast: Cast) => Promise<number>> = {
  'claiming early, again and again': async ({ person }) => {
    const session = await person.start();
    await person.watch(session, 4);
    for (const key of ['a', 'b', undefined]) expect(await outcome(person.claim(session, key))).toBe('ad_not_watched');
    expect(new Set(await times(20, (index) => outcome(person.claim(session, `k${index}`))))).toEqual(
      new Set(['ad_not_watched']),
    );
    return 0;
  },
  'claiming without one beat': async ({ person }) => {
    const session = await person.start();
    pass(300_000);
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'claiming after one beat and a long wait': async ({ person }) => {
    const session = await person.start('video');
    await person.beat(session, 0);
    pass(300_000);
    await person.beat(session, 300);
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'beats too fast': async ({ person }) => {
    const session = await person.start();
    const seen: string[] = [];
    for (let beat = 0; beat < 24; beat += 1) {
      seen.push(await outcome(person.beat(session, beat)));
      pass(50);
    }
    expect(seen.filter((code) => code === 'rate_limited').length).toBeGreaterThan(10);
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a burst of beats at one moment': async ({ person }) => {
    const session = await person.start();
    await person.beat(session, 0);
    pass(1_000);
    await times(40, (index) => outcome(person.beat(session, index)));
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'two tabs, two devices and another kind at once': async ({ person }) => {
    const session = await person.start();
    const tab = person.from({ device: 'another', address: '203.0.113.77' });
    expect((await tab.start('video')).id).toBe(session.id);
    for (let second = 0; second <= 3; second += 1) {
      await person.beat(session, second);
      await tab.beat(session, second + 10);
      pass(1_000);
    }
    expect(await times(10, (index) => outcome((index % 2 ? tab : person).claim(session)))).toEqual(
      Array(10).fill('ad_not_watched'),
    );
    return 0;
  },
  'a tab that is hidden all along': async ({ person }) => {
    const session = await person.start();
    for (let second = 0; second <= 12; second += 1) {
      await person.beat(session, second, { visible: false });
      pass(1_000);
    }
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a tab that shows itself at every other beat': async ({ person }) => {
    const session = await person.start();
    for (let second = 0; second <= 12; second += 1) {
      await person.beat(session, second, { visible: second % 2 === 0 });
      pass(1_000);
    }
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a token that was paid already, replayed': async ({ person }) => {
    const old = await person.start();
    await person.watch(old, 6);
    expect(await outcome(person.claim(old))).toBe('done');
    await times(10, (index) => outcome(person.claim(old, `again-${index}`)));
    pass(60_000);
    const next = await person.start();
    await person.watch(next, 3);
    for (const mixed of [
      { id: next.id, token: old.token },
      { id: old.id, token: next.token },
    ])
      expect(await outcome(person.claim(mixed))).toBe('not_found');
    expect(await outcome(beatOf(person, next, 0, { token: old.token, positionSeconds: 9 }))).toBe('not_found');
    return 5;
  },
  'somebody else’s token': async ({ person, thief }) => {
    const session = await person.start();
    expect(await outcome(thief.beat(session, 0))).toBe('not_found');
    await person.watch(session, 6);
    expect(await outcome(thief.beat(session, 7))).toBe('not_found');
    expect(await times(10, () => outcome(thief.claim(session)))).toEqual(Array(10).fill('not_found'));
    await person.claim(session);
    expect(await outcome(thief.claim(session))).toBe('not_found');
    return 5;
  },
  'the reward of another kind': async ({ person }) => {
    const session = await person.start();
    await person.watch(session, 6);
    const forged = { sessionId: session.id, token: session.token, kind: 'video', reward: 15, watchSeconds: 0 };
    expect(await claimAd({ ctx: person.ctx, input: forged })).toMatchObject({ reward: 5 });
    return 5;
  },
  'a player that claims to be far on': async ({ person }) => {
    const session = await person.start();
    await person.beat(session, 0);
    for (const position of [86_400, 5, 86_400]) {
      pass(1_000);
      await outcome(person.beat(session, position));
    }
    for (const positionSeconds of [-1, NaN, Infinity, 1e9]) {
      const input = {
        sessionId: session.id,
        token: session.token,
        viewId: session.views[0]!.id,
        positionSeconds,
        visible: true,
      };
      expect(progressSchema.safeParse(input).success).toBe(false);
    }
    const withTimes = { positionSeconds: 6, nowMs: 9e15, startedAt: 0, watchedMs: 6_000, at: '2001-01-01T00:00:00Z' };
    await beatOf(person, session, 0, withTimes);
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a clock that is set back and forth': async ({ person }) => {
    const session = await person.start();
    await person.beat(session, 0);
    for (let turn = 1; turn <= 6; turn += 1) {
      pass(-2_000);
      await outcome(person.beat(session, turn * 2));
      pass(2_000);
      await outcome(person.beat(session, turn * 2 + 1));
    }
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'fifty claims at once': async ({ person }) => {
    const session = await person.start();
    await person.watch(session, 6);
    const claims = await times(50, (index) => person.claim(session, index % 2 ? `key-${index}` : undefined));
    expect(claims.filter(({ repeated }) => !repeated)).toHaveLength(1);
    return 5;
  },
  'a session that ran out': async ({ person }) => {
    const session = await person.start();
    await person.watch(session, 6);
    world.clock.set(session.expiresAt);
    expect(await times(5, () => outcome(person.claim(session)))).toEqual(Array(5).fill('ad_expired'));
    expect(await outcome(person.beat(session, 7))).toBe('ad_expired');
    return 0;
  },
  'a network’s word without time': async ({ person }) => {
    const session = await ofNetwork(person, 'gpt');
    await beatOf(person, session, 0, {});
    expect(await say(person, session, 0, 'granted')).toBe('done');
    pass(2_000);
    expect(await say(person, session, 0, 'granted')).toBe('done');
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'time without the network’s word': async ({ person }) => {
    const session = await ofNetwork(person, 'gpt');
    await watchView(person, session, 0, 8);
    expect(await say(person, session, 0, 'closed')).toBe('done');
    await expect(person.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 6 } });
    return 0;
  },
  'a network’s word before the view began': async ({ person }) => {
    const session = await ofNetwork(person, 'gpt');
    expect(await say(person, session, 0, 'granted')).toBe('done');
    pass(1_000);
    await watchView(person, session, 0, 7);
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a network’s word for another view': async ({ person }) => {
    world.settings.change({ ads: { image: { watchSeconds: 40 } } });
    const session = await ofNetwork(person, 'gpt', 'image');
    world.settings.change({ ads: { image: { watchSeconds: 8 } } });
    expect(session.views.map(({ seconds }) => seconds)).toEqual([30, 10]);
    await watchView(person, session, 0, 30);
    for (let turn = 0; turn < 3; turn += 1) expect(await say(person, session, 0, 'granted')).toBe('done');
    pass(2_000);
    await watchView(person, session, 1, 10);
    await expect(person.claim(session)).rejects.toMatchObject({
      code: 'ad_not_watched',
      extra: { missingSeconds: 10 },
    });
    return 0;
  },
  'both views of a session side by side': async ({ person }) => {
    world.settings.change({ ads: { image: { watchSeconds: 40 } } });
    const session = await ofNetwork(person, 'gpt', 'image');
    world.settings.change({ ads: { image: { watchSeconds: 8 } } });
    for (let second = 0; second <= 30; second += 1) {
      for (const view of [0, 1]) await beatOf(person, session, view, { positionSeconds: second });
      pass(1_000);
    }
    for (const view of [0, 1]) await say(person, session, view, 'granted');
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'beats and words for a network that signs': async ({ person }) => {
    const session = await ofNetwork(person, 'admob');
    expect(await outcome(beatOf(person, session, 0, {}))).toBe('conflict');
    expect(await say(person, session, 0, 'granted')).toBe('conflict');
    pass(60_000);
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a fall to the next network to make it shorter': async ({ person }) => {
    const session = await ofNetwork(person, 'gpt');
    await beatOf(person, session, 0, {});
    pass(2_000);
    await beatOf(person, session, 0, { positionSeconds: 2 });
    const input = { sessionId: session.id, token: session.token, reason: 'no_fill' } as const;
    const moves = await times(5, () => outcome(fallBack({ ctx: person.ctx, input })));
    expect(new Set(moves)).toEqual(new Set(['done']));
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    // Two seconds stand; four more are asked for, and not one of them is given.
    await beatOf(person, session, 0, { positionSeconds: 60 });
    pass(2_000);
    await beatOf(person, session, 0, { positionSeconds: 62 });
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a word of a page network, carried on to one that signs': async ({ person, thief }) => {
    for (const [who, moved] of [
      [person, false],
      [thief, true],
    ] as const) {
      const session = await begin(who, { kind: 'text', network: 'gpt', place: 'app' });
      // As if it had been in the app all along.
      const inApp = "UPDATE ad_sessions SET place = 'app' WHERE id = $1::uuid RETURNING id";
      if (moved) await world.db.sql(inApp, [session.id]);
      await beatOf(who, session, 0, {});
      pass(300);
      expect(await say(who, session, 0, 'granted')).toBe('done');
      const input = { sessionId: session.id, token: session.token, reason: 'error' } as const;
      const { session: next } = await fallBack({ ctx: who.ctx, input });
      expect(next.network).toBe(moved ? 'admob' : 'house');
      expect(await outcome(who.claim(session))).toBe('ad_not_watched');
    }
    return 0;
  },
  'a bonus without a claim': async ({ person }) => {
    expect(await outcome(begin(person, { kind: 'text', bonus: true }))).toBe('conflict');
    const session = await person.start();
    await person.watch(session, 3);
    // One under way is given back as it is, and is no bonus.
    expect(await begin(person, { kind: 'text', bonus: true })).toMatchObject({ id: session.id, bonus: false });
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    return 0;
  },
  'a bonus twice, at once and later, and one on top of another': async ({ person }) => {
    const first = await person.start();
    await person.watch(first, 6);
    await person.claim(first);
    const started = await times(8, () => startAd({ ctx: person.ctx, input: { kind: 'text', bonus: true } }));
    expect(new Set(started.map(({ session }) => session.id)).size).toBe(1);
    const { session } = started[0]!;
    expect(session).toMatchObject({ bonus: true, reward: 3, watchSeconds: 4 });
    expect(await outcome(person.claim(session))).toBe('ad_not_watched');
    await person.watch(session, 4);
    await times(8, (index) => person.claim(session, `bonus-${index}`));
    expect(await outcome(begin(person, { kind: 'text', bonus: true }))).toBe('conflict');
    expect(await outcome(begin(person, { kind: 'video', bonus: true }))).toBe('conflict');
    return 8;
  },
  'an answer twice, of another view, and before it began': async ({ person, thief }) => {
    const [session, foreign] = [await person.start(), await thief.start()];
    const question = JSON.stringify({ text: 'Which?', choices: ['one', 'other'] });
    for (const { id } of [session, foreign]) {
      await world.db.sql('UPDATE ad_sessions SET answer_micro = 1000000 WHERE id = $1::uuid RETURNING id', [id]);
      const values = [id, question];
      await world.db.sql('UPDATE ad_views SET question = $2::jsonb WHERE session_id = $1::uuid RETURNING id', values);
    }
    const answer = (view: AdSessionView, choice = 0) =>
      answerAd({
        ctx: person.ctx,
        input: { sessionId: session.id, token: session.token, viewId: view.views[0]!.id, choice },
      });
    expect(await outcome(answer(session))).toBe('conflict');
    await person.watch(session, 6);
    expect(await outcome(answer(foreign))).toBe('not_found');
    expect(await outcome(answer(session, 7))).toBe('invalid_input');
    await times(10, (index) => outcome(answer(session, index % 2)));
    expect(await person.claim(session)).toMatchObject({ reward: 6 });
    expect(await outcome(answer(session, 1))).toBe('done');
    await person.claim(session, 'with another answer');
    return 6;
  },
  'being premium, a key or nobody': async ({ person, thief }) => {
    const session = await person.start();
    const key = { type: 'apiKey', userId: person.userId, keyId: 'k', scopes: ['tools'], plan: 'free' } as const;
    await person.watch(session, 6);
    for (const actor of [key, { type: 'guest' } as const]) {
      expect(['forbidden', 'unauthenticated']).toContain(await outcome(person.from({ actor }).claim(session)));
    }
    const premium = await world.watcher({ plan: 'premium' }, { kv: thief.ctx.kv });
    expect(await outcome(premium.start())).toBe('forbidden');
    expect(await premium.available()).toBe(0);
    return 0;
  },
};

const ACCOUNTS = parseEnv({ GAM_REWARDED_AD_UNIT: '/1/rewarded', ADMOB_AD_UNITS: '7' });
const CONSENT = { ads: 'granted', underAge: false } as const;
let places = 0;

/** Nobody shares a device or an address with the one before: it is about the cheat alone. */
const place = () => ({ device: `device-${(places += 1)}`, address: `203.0.113.${places % 250}` });

describe.each(['database', 'process', ...(process.env.TEST_REDIS_URL ? ['redis'] : [])])(
  'beats counted in %s: nothing beyond what is honest comes of',
  (name) => {
    it.each(Object.keys(CHEATS))('%s', async (cheat) => {
      const change = () => ({ ...place(), kv: stores.get(name)!, adAccounts: ACCOUNTS, consent: CONSENT });
      const [person, thief] = [await world.watcher({}, change()), await world.watcher({}, change())];
      const honest = await CHEATS[cheat]!({ person, thief });
      expect(await person.available()).toBe(honest);
      expect(await thief.available()).toBe(0);
    });
  },
);
