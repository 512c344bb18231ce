import { listRuns, signRuns, type RunFilter } from '@/lib/runs';
import { bigHistory } from '@/tests/support/big-history';
import { openTestDb } from '@/tests/support/test-db';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import type { Sql } from '@/lib/db';

const RUNS = 600;
let world: RunWorld;
let userId: string;
let rare: string;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  userId = await world.newUser();
  ({
    rare: { word: rare },
  } = await bigHistory(world.system().db, userId, RUNS));
  await bigHistory(world.system().db, await world.newUser(), 300, 11);
  while ((await signRuns({ ctx: world.system() })) > 0);
}, 120_000);
afterAll(() => world.close());

/** Statements of one search, and runs that left the database for it. */
async function cost(filter: RunFilter): Promise<{ statements: number; read: number; found: number }> {
  const ctx = world.ctxOf(userId);
  const counted = { statements: 0, read: 0 };
  const sql: Sql = async (text, values, sending) => {
    const rows = await ctx.db.sql<never>(text, values, sending);
    counted.statements += 1;
    counted.read += rows.length;
    return rows;
  };
  const page = await listRuns({ ctx: { ...ctx, db: { ...ctx.db, sql } }, input: filter });
  return { ...counted, found: page.items.length };
}

describe('a search reads no more runs than it must', () => {
  it('where a word is in two of them, or in none', async () => {
    const some = await cost({ q: rare });
    expect(some).toMatchObject({ statements: 1, found: 2 });
    expect(some.read).toBeLessThan(10);
    for (const filter of [{}, { status: 'failed' as const }, { favourite: true }, { kind: 'image' as const }]) {
      const none = await cost({ q: 'xylophone', ...filter });
      expect(none).toMatchObject({ statements: 1, found: 0 });
      expect(none.read).toBeLessThan(10);
    }
  });

  it('where a word is in nearly all of them: one statement with a bounded number', async () => {
    const { statements, read, found } = await cost({ q: 'the' });
    expect({ statements, found }).toEqual({ statements: 1, found: 20 });
    expect(read).toBeLessThanOrEqual(60);
  });

  it('and goes through the signatures of this user alone, once each', async () => {
    const plan = await world.ctxOf(userId).db.sql<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT run_id FROM run_search s WHERE s.user_id = '${userId}'::uuid
         AND (s.created_at, s.run_id) < ('9999-12-31'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
         AND get_bit(s.signature, 5) = 1 ORDER BY s.created_at DESC, s.run_id DESC LIMIT 60`,
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/run_search_user_idx/);
  });
});
