import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reportProgress, type AdSessionView } from '@/lib/ads';
import { flushBeats, settleBeats } from '@/lib/ads/beats';
import { DROP_SCRIPT, END_SCRIPT } from '@/lib/ads/beats/beat-script';
import { beatCount } from '@/lib/ads/beats/state';
import { withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { adWorld, type AdWorld } from '../../support/ad-world';
import { beatStores } from '../../support/beat-stores';
import { openTestDb } from '../../support/test-db';

// A failing run prints its seed and path; FC_SEED and FC_RUNS repeat or lengthen it.
const SEED = Number(process.env.FC_SEED ?? 20_261_121);
const RUNS = Number(process.env.FC_RUNS ?? 12);

interface Watching {
  store: string;
  ctx: Ctx;
  session: AdSessionView;
  views: string[];
}

interface Step {
  afterMs: number;
  view: number;
  /** Where the player says it is: so far beyond the time that passed, or anywhere. */
  ahead: number | null;
  position: number;
  visible: boolean;
  event: 'granted' | 'closed' | null;
  flush: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 500, max: 3_000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 250 }) },
    { weight: 1, arbitrary: fc.integer({ min: 3_000, max: 70_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -4_000, max: -1 }) },
  ),
  view: fc.constantFrom(0, 0, 0, 1, 1, 2),
  ahead: fc.constantFrom<(number | null)[]>(0, 0, 0, 0, 700, 5_000, -300, null),
  position: fc.integer({ min: 0, max: 90_000 }),
  visible: fc.constantFrom(true, true, true, true, false),
  event: fc.constantFrom<Step['event'][]>(null, null, null, null, null, 'granted', 'closed'),
  flush: fc.constantFrom(false, false, false, false, true),
});

let world: AdWorld;
let stores: Awaited<ReturnType<typeof beatStores>>;
const people = new Map<string, Awaited<ReturnType<AdWorld['watcher']>>>();

beforeAll(async () => {
  world = adWorld(await openTestDb());
  stores = await beatStores(world.clock);
  for (const [name, kv] of stores) people.set(name, await world.watcher({}, { kv }));
});

/** The same session in every store: a view of the house, and one of a network that has to confirm it. */
async function begin(): Promise<Watching[]> {
  const all: Watching[] = [];
  for (const [store, person] of people) {
    await world.db.sql(
      `UPDATE ad_sessions SET state = 'cancelled' WHERE user_id = $1::uuid AND state = 'active' RETURNING id`,
      [person.userId],
    );
    const session = await person.start('video');
    const second = world.ctx.ids.uuid();
    await world.db.sql(
      `INSERT INTO ad_views (id, session_id, seq, seconds, network, creative_id)
       VALUES ($1::uuid, $2::uuid, 2, 5, 'gpt', 'garden') RETURNING id`,
      [second, session.id],
    );
    all.push({
      store,
      ctx: withCtx(person.ctx, {}),
      session,
      views: [session.views[0]!.id, second, world.ctx.ids.uuid()],
    });
  }
  return all;
}

async function beat({ ctx, session, views }: Watching, { view, visible, event }: Step, positionMs: number) {
  const input = {
    ...{
      sessionId: session.id,
      token: session.token,
      viewId: views[view]!,
      positionSeconds: positionMs / 1_000,
      visible,
    },
    ...(event ? { event } : {}),
  };
  return reportProgress({ ctx, input }).catch((error: unknown) => {
    if (error instanceof AppError) return error.code;
    throw error;
  });
}

/** What stands in the database in the end, with times told from the beginning. */
async function stands({ ctx, session }: Watching) {
  await settleBeats(ctx, session.id);
  return world.db.sql<{ watched: number; first: number; last: number }>(
    `SELECT v.seq, v.watched_ms AS watched, v.position_ms AS position, v.last_visible AS visible, s.beats::text AS beats,
       ad_ms(v.started_at)::float8 AS first, ad_ms(v.last_beat_at)::float8 AS last, ad_ms(v.granted_at)::float8 AS granted,
       ad_ms(v.closed_at)::float8 AS closed
     FROM ad_views v JOIN ad_sessions s ON s.id = v.session_id WHERE s.id = $1::uuid ORDER BY v.seq`,
    [session.id],
  );
}

it('a beat is answered alike wherever it is counted, and the same is written in the end', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
    const all = await begin();
    const positions = [0, 0, 0];
    for (const [index, one] of steps.entries()) {
      if (index > 0) world.clock.advance(one.afterMs);
      const moved = one.ahead === null ? one.position : positions[one.view]! + one.afterMs + one.ahead;
      positions[one.view] = Math.min(Math.max(0, moved), 86_400_000);
      const answers: unknown[] = [];
      for (const watching of all) {
        answers.push(await beat(watching, one, positions[one.view]!));
        if (one.flush) await flushBeats({ ctx: watching.ctx, input: { all: true } });
      }
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    }
    const written = [];
    for (const watching of all) written.push(await stands(watching));
    for (const rows of written) {
      expect(rows).toEqual(written[0]);
      const [first, last] = [
        Math.min(...rows.map((row) => row.first || Infinity)),
        Math.max(...rows.map((row) => row.last)),
      ];
      const watched = rows.reduce((sum, row) => sum + row.watched, 0);
      expect(watched).toBeLessThanOrEqual(Math.max(0, last - first));
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: process.env.FC_SHRINK === undefined });
});

it('what stands in a shared store and is no count is as good as none: beats go on, and the session can end', async () => {
  const foreign = ['5', 'null', '"x"', '[]', '{}', '{"epoch":1,"views":{}}'];
  const one = { view: 0, visible: true, event: null } as Step;
  for (const watching of await begin()) {
    const { ctx, session } = watching;
    if (!ctx.kv.script) continue;
    const key = `ads:beats:${session.id}`;
    for (const text of foreign) {
      world.clock.advance(1_000);
      await ctx.kv.set(key, text, { ttlMs: 60_000 });
      expect([watching.store, text, await beat(watching, one, 0)]).toEqual([
        ...[watching.store, text],
        expect.objectContaining({ watchedSeconds: 0 }),
      ]);
      expect(beatCount.safeParse(JSON.parse((await ctx.kv.get(key)) ?? '')).success).toBe(true);
      await ctx.kv.set(key, text, { ttlMs: 60_000 });
      // Neither fails: a store that did would be left alone for a while.
      for (const script of [DROP_SCRIPT, END_SCRIPT]) await ctx.kv.script(script, [key], [1]);
    }
  }
});
