import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adStatus, fallBack, type AdSessionView } from '@/lib/ads';
import { flushBeats, type StoredRhythm } from '@/lib/ads/beats';
import type { Db } from '@/lib/db';
import type { Kv } from '@/lib/redis';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';
import { memoryKv } from '../../support/memory-kv';
import { createSharedBeats, type SharedBeats } from '../../support/shared-beats';
import { openTestDb } from '../../support/test-db';

const SEED = Number(process.env.FC_SEED ?? 20_261_121);
const RUNS = Number(process.env.FC_RUNS ?? 15);

let world: AdWorld;
let statements: string[] = [];
let db: Db;

beforeAll(async () => {
  const opened = await openTestDb();
  db = {
    ...opened,
    sql: (text, values, sending) => {
      statements.push(text);
      return opened.sql(text, values, sending);
    },
  };
  world = adWorld(opened);
});

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  world.clock.advance(3_600_000);
});

interface Watched {
  id: string;
  watched: number;
  beatEpoch: number;
  beats: StoredRhythm | null;
}

/** What the database knows. */
async function written(session: AdSessionView): Promise<Watched> {
  const [row] = await world.db.sql<Watched>(
    `SELECT s.id, s.beat_epoch AS "beatEpoch", s.beats, (SELECT sum(watched_ms)::integer FROM ad_views v WHERE v.session_id = s.id) AS watched
     FROM ad_sessions s WHERE s.id = $1::uuid`,
    [session.id],
  );
  return row!;
}

/** Goes on from second to second; a new process starts where the page is. */
async function goOn(person: Watcher, session: AdSessionView, from: number, to: number): Promise<number> {
  let watched = 0;
  for (let second = from; second <= to; second += 1) {
    if (second > from) world.clock.advance(1_000);
    ({ watchedSeconds: watched } = await person.beat(session, second));
  }
  return watched;
}

const flush = (person: Watcher) => flushBeats({ ctx: person.ctx, input: { all: true } });

async function instances(shared: SharedBeats, count = 2): Promise<[Watcher, Watcher]> {
  const one = await world.watcher({}, { kv: shared.kv(), db });
  return [one, count > 1 ? one.from({ kv: shared.kv() }) : one];
}

describe.each<[string, () => Kv]>([
  ['in the process', () => memoryKv(world.clock)],
  ['in a shared store', () => createSharedBeats().kv()],
])('beats counted %s', (_name, kv) => {
  it('cost the database nothing between the first of a view and its end', async () => {
    const person = await world.watcher({}, { kv: kv(), db });
    const session = await person.start('video');
    await person.beat(session, 0);
    statements = [];
    await goOn(person, session, 0, 11);
    expect(statements).toEqual([]);
    world.clock.advance(1_000);
    expect(await person.beat(session, 12)).toMatchObject({ watchedSeconds: 12, viewComplete: true });
    expect(statements).toHaveLength(1);
    // Everything is written: the claim has nothing to bring up.
    statements = [];
    expect(await person.claim(session)).toMatchObject({ reward: 15, repeated: false });
    expect(statements.filter((text) => text.includes('ad_flush'))).toEqual([]);
  });

  it('are written for many sessions in one statement, and only what has waited long enough', async () => {
    const store = kv();
    const people = await Promise.all(Array.from({ length: 6 }, () => world.watcher({}, { kv: store, db })));
    const sessions = await Promise.all(people.map((person) => person.start('video')));
    for (const [index, person] of people.entries()) await person.beat(sessions[index]!, 0);
    world.clock.advance(2_000);
    for (const [index, person] of people.entries()) await person.beat(sessions[index]!, 2);
    statements = [];
    expect(await flushBeats({ ctx: people[0]!.ctx, input: {} })).toBe(0);
    world.clock.advance(30_000);
    expect(await flushBeats({ ctx: people[0]!.ctx, input: {} })).toBe(6);
    expect(statements).toHaveLength(1);
    for (const session of sessions) expect(await written(session)).toMatchObject({ watched: 2_000 });
    expect(await flushBeats({ ctx: people[0]!.ctx, input: {} })).toBe(0);
  });

  it('are seen by a page that is loaded again, and by a second start, before they are written', async () => {
    const person = await world.watcher({}, { kv: kv() });
    const session = await person.start();
    await goOn(person, session, 0, 4);
    expect(await written(session)).toMatchObject({ watched: 0 });
    const seen = { watchedSeconds: 4, positionSeconds: 4 };
    expect((await adStatus({ ctx: person.ctx, input: {} })).session?.views[0]).toMatchObject(seen);
    expect((await person.start()).views[0]).toMatchObject(seen);
  });

  it('go with the session to the next network, and a new count begins there', async () => {
    const person = await world.watcher({}, { kv: kv() });
    const session = await person.start();
    const values = [session.id];
    await world.db.sql(
      `UPDATE ad_sessions SET network = 'gpt', tier = 'browser' WHERE id = $1::uuid RETURNING id`,
      values,
    );
    await world.db.sql(`UPDATE ad_views SET network = 'gpt' WHERE session_id = $1::uuid RETURNING id`, values);
    await goOn(person, session, 0, 4);
    const { session: moved } = await fallBack({
      ctx: person.ctx,
      input: { sessionId: session.id, token: session.token, reason: 'no_fill' },
    });
    expect(moved).toMatchObject({ network: 'house', views: [{ network: 'house', watchedSeconds: 4 }] });
    expect(await goOn(person, session, 4, 5)).toBe(5);
    world.clock.advance(1_000);
    expect(await person.beat(session, 6)).toMatchObject({ watchedSeconds: 6, viewComplete: true });
    expect(await person.claim(session)).toMatchObject({ reward: 5 });
  });

  it('end with the claim, at once', async () => {
    const person = await world.watcher({}, { kv: kv(), db });
    const session = await person.start();
    await goOn(person, session, 0, 6);
    await person.claim(session);
    statements = [];
    await expect(person.beat(session, 7)).rejects.toMatchObject({ code: 'conflict' });
    expect(statements).toEqual([]);
  });

  it('tell their rhythm: how many, how regular, how far apart, hidden, side by side, ahead of time', async () => {
    const person = await world.watcher({}, { kv: kv() });
    const session = await person.start('video');
    await person.beat(session, 0);
    for (const [second, gap, visible] of [
      [1, 1_000, true],
      [3, 2_000, false],
      [30, 3_000, true],
    ] as const) {
      world.clock.advance(gap);
      await person.beat(session, second, { visible });
    }
    await flush(person);
    expect((await written(session)).beats).toEqual({
      ...{
        beats: 4,
        hidden: 1,
        gaps: 3,
        gapSumMs: 6_000,
        gapSquares: 14_000_000,
        longestMs: 3_000,
        parallel: 0,
        ahead: 1,
      },
      ...{ meanMs: 2_000, m2: 2_000_000 },
    });
  });
});

describe('a shared store that fails', () => {
  it('flushed in the middle takes nothing from whoever goes on at the same instance', async () => {
    const shared = createSharedBeats();
    const [one] = await instances(shared);
    const session = await one.start('video');
    await goOn(one, session, 0, 5);
    shared.flush();
    expect(await goOn(one, session, 5, 12)).toBe(12);
    expect(await one.claim(session)).toMatchObject({ reward: 15 });
  });

  it('flushed in the middle takes the others back to what was written, and no further on', async () => {
    const shared = createSharedBeats();
    const [one, two] = await instances(shared);
    const session = await one.start('video');
    await goOn(one, session, 0, 4);
    await flush(one);
    await goOn(one, session, 4, 8);
    shared.flush();
    world.clock.advance(1_000);
    // Since what was written: five seconds by the clock, and so many gained.
    expect(await two.beat(session, 9)).toMatchObject({ watchedSeconds: 9 });
    // What the first still had is of a count that is over.
    await flush(one);
    expect(await written(session)).toMatchObject({ watched: 9_000 });
  });

  it.each(['away', 'read-only', 'late'] as const)('that is %s leaves the database to count', async (mode) => {
    const shared = createSharedBeats();
    const [one] = await instances(shared, 1);
    const session = await one.start('video');
    await goOn(one, session, 0, 4);
    shared.mode = mode;
    expect(await goOn(one, session, 4, 8)).toBe(8);
    // One command found it out; the others did not wait for it.
    const { asked } = shared;
    expect(await goOn(one, session, 8, 12)).toBe(12);
    expect(shared.asked).toBe(asked);
    expect(await one.claim(session)).toMatchObject({ reward: 15 });
  });

  it('and comes back with an old count has no part in it', async () => {
    const shared = createSharedBeats();
    const [one, two] = await instances(shared);
    const session = await one.start('video');
    await goOn(one, session, 0, 3);
    const old = shared.dump();
    shared.flush();
    await goOn(one, session, 3, 8);
    shared.restore(old);
    // The other instance cannot know; what it counts on the old one is refused when it is written.
    world.clock.advance(1_000);
    await two.beat(session, 9);
    await flush(two);
    expect((await written(session)).watched).toBeLessThanOrEqual(9_000);
    world.clock.advance(1_000);
    expect((await two.beat(session, 10)).watchedSeconds).toBeLessThanOrEqual(10);
    await expect(two.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched' });
  });

  it('and invents time finds no belief', async () => {
    const shared = createSharedBeats();
    const [one, two] = await instances(shared);
    const session = await one.start('video');
    await goOn(one, session, 0, 2);
    const forged = [...shared.dump()].map(([key, text]): [string, string] => [
      key,
      text.replace('"watchedMs":2000', '"watchedMs":12000').replace(/"seq":\d+/, '"seq":99'),
    ]);
    shared.restore(new Map(forged));
    await expect(two.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 12 } });
    expect(await two.available()).toBe(0);
  });
});

describe('two instances', () => {
  it('count one session as one, and the claim on either knows all of it', async () => {
    const [one, two] = await instances(createSharedBeats());
    const session = await one.start('video');
    await one.beat(session, 0);
    for (let second = 1; second <= 11; second += 1) {
      world.clock.advance(1_000);
      expect(await (second % 2 ? two : one).beat(session, second)).toMatchObject({ watchedSeconds: second });
      expect(await (second % 2 ? one : two).beat(session, second)).toMatchObject({ watchedSeconds: second });
      if (second === 6) await Promise.all([flush(one), flush(two)]);
    }
    await expect(two.claim(session)).rejects.toMatchObject({ extra: { missingSeconds: 1 } });
    world.clock.advance(1_000);
    await one.beat(session, 12);
    expect(await two.claim(session)).toMatchObject({ reward: 15 });
    await expect(one.beat(session, 13)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('of which one dies lose at most what it had not written', async () => {
    const one = await world.watcher({}, { kv: memoryKv(world.clock) });
    const session = await one.start('video');
    await goOn(one, session, 0, 3);
    await flush(one);
    await goOn(one, session, 3, 7);
    const next = one.from({ kv: memoryKv(world.clock) });
    world.clock.advance(1_000);
    expect(await next.beat(session, 8)).toMatchObject({ watchedSeconds: 8 });
    // Whoever was away longer than a beat may count lost what no beat covers.
    expect(await goOn(next, session, 8, 12)).toBe(12);
    expect(await next.claim(session)).toMatchObject({ reward: 15 });
  });
});

interface Trouble {
  who: 0 | 1;
  do: 'beat' | 'flush' | 'lose' | 'away' | 'late' | 'well' | 'dump' | 'restore' | 'crash';
  afterMs: number;
  ahead: number;
}

it('whatever becomes of the store and the processes, never more time is counted than passed', async () => {
  const trouble: fc.Arbitrary<Trouble> = fc.record({
    who: fc.constantFrom<(0 | 1)[]>(0, 1),
    do: fc.constantFrom<Trouble['do'][]>(
      ...(['beat', 'beat', 'beat', 'beat', 'beat', 'beat', 'flush', 'lose', 'away', 'late', 'well'] as const),
      ...(['dump', 'restore', 'crash'] as const),
    ),
    afterMs: fc.integer({ min: 0, max: 2_500 }),
    ahead: fc.constantFrom(0, 0, 0, 3_000),
  });
  const property = fc.asyncProperty(fc.array(trouble, { minLength: 12, maxLength: 50 }), async (story) => {
    const shared = createSharedBeats();
    const pair = await instances(shared);
    // Long enough that its end hides nothing.
    world.settings.change({ ads: { video: { watchSeconds: 40 } } });
    const session = await pair[0].start('video');
    world.settings.change({ ads: { video: { watchSeconds: 12 } } });
    const begin = world.clock.now().getTime();
    let [position, dump, last] = [0, shared.dump(), 0];
    for (const one of story) {
      world.clock.advance(one.afterMs);
      position += one.afterMs + one.ahead;
      const person = pair[one.who];
      if (one.do === 'beat') await person.beat(session, position / 1_000).catch(() => undefined);
      if (one.do === 'flush') await flush(person);
      if (one.do === 'lose') shared.flush();
      if (one.do === 'dump') dump = shared.dump();
      if (one.do === 'restore') shared.restore(dump);
      if (one.do === 'crash') pair[one.who] = person.from({ kv: shared.kv() });
      if (one.do === 'away' || one.do === 'late' || one.do === 'well') shared.mode = one.do;
      const { watched } = await written(session);
      const passed = world.clock.now().getTime() - begin;
      expect(watched).toBeLessThanOrEqual(passed);
      last = passed;
    }
    shared.mode = 'well';
    const paid = await pair[0].claim(session).then(
      () => true,
      () => false,
    );
    if (paid) expect(last).toBeGreaterThanOrEqual(39_500);
    expect(await pair[0].available()).toBe(paid ? 15 : 0);
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: process.env.FC_SHRINK === undefined });
});
