import { beforeAll, describe, expect, it } from '@jest/globals';
import { LATE_DAYS, rollUpAdDays, YOUNG_DAYS } from '@/lib/ads';
import type { Db } from '@/lib/db';
import { goodSession, VIEW_SECONDS, writeAdHistory, type PastSession } from '@/tests/support/ad-history';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let db: Db;
let world: LedgerWorld;
let userId: string;
const NOON = Date.UTC(2026, 2, 10, 12);

beforeAll(async () => {
  db = await openTestDb();
  world = ledgerWorld(db);
  userId = await world.newUser();
});

/** A small generator with a seed, so that a failure can be had again. */
function dice(seed: number) {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return { next, of: <Item>(items: readonly Item[]): Item => items[next(items.length)]! };
}

const NETWORKS = ['gpt', 'h5', 'admob', 'house'] as const;

function randomSession({ next, of }: ReturnType<typeof dice>): PastSession {
  const state = of(['claimed', 'claimed', 'delayed', 'refused', 'reversed', 'expired', 'cancelled']);
  const isPaid = state === 'claimed' || state === 'reversed';
  const network = of(NETWORKS);
  const others = NETWORKS.filter((other) => other !== network && other !== 'house');
  return {
    ...{ userId, network, state, kind: of(['text', 'image', 'video']), country: of([null, 'US', 'DE']) },
    paidMicro: isPaid ? 5_000_000n : null,
    takenMicro: state === 'reversed' ? BigInt(1 + next(5_000_000)) : 0n,
    createdAt: new Date(NOON - next(5) * DAY_MS - next(36) * 3_600_000),
    views: Array.from({ length: next(4) }, () => ({
      ...{ network: of(NETWORKS), begun: next(5) > 0, granted: next(2) === 0, signed: next(4) === 0 },
      watchedMs: of([0, VIEW_SECONDS * 1000 - 1, VIEW_SECONDS * 1000]),
    })),
    fallbacks: others
      .slice(0, next(4))
      .map((other) => ({ network: other, reason: of(['no_fill', 'blocked', 'error', 'closed', 'consent']) })),
  };
}

type Counts = Record<string, number>;
const NOTHING: Counts = {
  ...{ sessions: 0, views: 0, completed: 0, claimed: 0, paid_micro: 0, taken_micro: 0 },
  ...{ no_fill: 0, blocked: 0, failed: 0 },
};

/** The same by hand. */
function counted(sessions: readonly PastSession[]): Map<string, Counts> {
  const days = new Map<string, Counts>();
  for (const { createdAt, country, kind, ...session } of sessions) {
    const add = (network: string, name: string, by: number | bigint = 1) => {
      const key = [createdAt.toISOString().slice(0, 10), network, country ?? '', kind].join('|');
      const row = days.get(key) ?? { ...NOTHING };
      days.set(key, { ...row, [name]: row[name]! + Number(by) });
    };
    add(session.network, 'sessions');
    if (['claimed', 'delayed', 'reversed'].includes(session.state)) add(session.network, 'claimed');
    add(session.network, 'paid_micro', session.paidMicro ?? 0);
    add(session.network, 'taken_micro', session.takenMicro);
    for (const { network, begun, signed, granted, watchedMs } of session.views) {
      if (!begun && !signed) continue;
      add(network, 'views');
      const isWatched = watchedMs === VIEW_SECONDS * 1000 && (network === 'house' || (granted && network !== 'admob'));
      if (signed || isWatched) add(network, 'completed');
    }
    for (const { network, reason } of session.fallbacks) {
      const name = { no_fill: 'no_fill', blocked: 'blocked', error: 'failed' }[reason];
      if (name) add(network, name);
    }
  }
  return days;
}

async function kept(): Promise<Map<string, Counts>> {
  const rows = await db.sql<Record<string, string>>(
    `SELECT day::text AS day, network, country, kind, sessions, views, completed, claimed, paid_micro, taken_micro, no_fill,
       blocked, failed FROM ad_days`,
  );
  return new Map(
    rows.map(({ day, network, country, kind, ...counts }) => [
      [day, network, country, kind].join('|'),
      Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Number(value)])),
    ]),
  );
}

const roll = (input: { newest: number; oldest: number }) => rollUpAdDays({ ctx: world.ctx(), input });

describe('days of ads', () => {
  it('are what a count by hand finds over random sessions, however often they are rolled up', async () => {
    const random = dice(7);
    const sessions = Array.from({ length: 600 }, () => randomSession(random));
    await writeAdHistory(db, sessions);
    expect(await roll({ newest: 0, oldest: 1 })).toBeGreaterThan(0);
    await roll({ newest: 2, oldest: 62 });
    const wanted = counted(sessions);
    expect(wanted.size).toBeGreaterThan(100);
    expect(await kept()).toEqual(wanted);

    expect(await roll(YOUNG_DAYS)).toBe(0);
    expect(await roll(LATE_DAYS)).toBe(0);
    expect(await kept()).toEqual(wanted);
  });

  it('learn of a late payment and of what was taken back, and of today until it is over', async () => {
    const old = new Date(NOON - 40 * DAY_MS);
    await writeAdHistory(db, [goodSession({ userId, createdAt: old, country: 'FR' })]);
    await roll(LATE_DAYS);
    const key = `${old.toISOString().slice(0, 10)}|gpt|FR|text`;
    expect((await kept()).get(key)).toMatchObject({ claimed: 1, paid_micro: 5_000_000, taken_micro: 0 });
    await db.sql(`UPDATE ad_sessions SET state = 'reversed', taken_micro = 5000000 WHERE country = 'FR' RETURNING id`);
    expect(await roll(YOUNG_DAYS)).toBe(0);
    expect(await roll(LATE_DAYS)).toBe(1);
    expect((await kept()).get(key)).toMatchObject({ claimed: 1, taken_micro: 5_000_000 });
  });

  it('forget a row that no session stands behind any more', async () => {
    await db.sql(`UPDATE ad_sessions SET country = 'ES' WHERE country = 'FR' RETURNING id`);
    await roll(LATE_DAYS);
    const countries = [...(await kept()).keys()].map((key) => key.split('|')[2]);
    expect(countries).toContain('ES');
    expect(countries).not.toContain('FR');
  });
});
