import { beforeAll, describe, expect, it } from '@jest/globals';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { assess, measurePeers } from '@/lib/risk';
import { playerGaps, rhythmOf, seeded, timerGaps } from '../../support/beats-of';
import { manualClock, type ManualClock } from '../../support/manual-clock';
import { makeUser } from '../../support/make-user';
import { makeTestCtx } from '../../support/test-ctx';
import { openTestDb } from '../../support/test-db';

// Days of many people, written straight into the sessions: what a claim is judged by is read by the real statement.

let db: Db;
let ctx: Ctx;
let clock: ManualClock;

beforeAll(async () => {
  db = await openTestDb();
  clock = manualClock('2026-03-10T20:00:00.000Z');
  ctx = makeTestCtx(db, { clock });
});

interface Past {
  userId: string;
  /** Minutes before now. */
  startedAgo: number;
  claimedAgo: number | null;
  device?: string;
  address?: string;
  gaps?: number[];
  watchSeconds?: number;
  state?: string;
}

const INSERT = `INSERT INTO ad_sessions (id, user_id, kind, network, watch_seconds, reward_micro, state, device, address, created_at,
    expires_at, claimed_at, paid_micro, taken_micro, beats)
  SELECT x.id, x."userId", 'text', 'house', x.seconds, 5000000, x.state, x.device, x.address, x.at, x.at + interval '20 minutes',
    x.claimed, CASE WHEN x.state IN ('claimed', 'reversed') THEN 5000000 END, CASE WHEN x.state = 'reversed' THEN 5000000 ELSE 0 END, x.beats
  FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, "userId" uuid, seconds int, state text, device text, address text,
    at timestamptz, claimed timestamptz, beats jsonb) RETURNING id`;

async function sessions(pasts: Past[]): Promise<string[]> {
  const ago = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000);
  const rows = pasts.map(({ userId, startedAgo, claimedAgo, device, address, gaps, watchSeconds = 60, state }) => ({
    ...{ id: ctx.ids.uuid(), userId, seconds: watchSeconds, device, address },
    state: state ?? (claimedAgo === null ? 'active' : 'claimed'),
    at: ago(startedAgo),
    claimed: claimedAgo === null ? null : ago(claimedAgo),
    beats: gaps ? rhythmOf(gaps) : null,
  }));
  await db.sql(INSERT, [JSON.stringify(rows)]);
  return rows.map(({ id }) => id);
}

async function person(days = 30): Promise<string> {
  const at = manualClock(new Date(clock.now().getTime() - days * 86_400_000));
  return (await makeUser(withCtx(ctx, { clock: at }))).id;
}

const people = (count: number, days?: number) => Promise.all(Array.from({ length: count }, () => person(days)));

/** What a claim of a session that ends now weighs. */
async function judged(now: Omit<Past, 'claimedAgo' | 'startedAgo'> & { startedAgo?: number }) {
  const [subjectId = ''] = await sessions([{ startedAgo: 1, ...now, claimedAgo: null }]);
  const placed = withCtx(ctx, { device: now.device ?? null, address: now.address ?? null });
  const found = await assess({ ctx: placed, input: { flow: 'ad', userId: now.userId, subjectId } });
  return { ...found, ids: found.signals.map(({ id }) => id) };
}

const random = seeded(11);
const player = () => playerGaps(random, 60, { lateMs: 1 + random() * 8, travelMs: random() * 60 });
const timer = () => timerGaps(random, 30);

describe('honest people', () => {
  it('are let through: a family of five behind one address, with a shared tablet, an evening long', async () => {
    const family = await people(5);
    await sessions(
      family.flatMap((userId, member) =>
        [200, 150, 90, 40].map((startedAgo, ad) => ({
          ...{ userId, startedAgo: startedAgo + member * 7, claimedAgo: startedAgo + member * 7 - 2 - (ad % 3) },
          ...{ device: member < 3 ? 'the tablet' : `phone ${member}`, address: '198.51.100.4', gaps: player() },
        })),
      ),
    );
    for (const userId of family) {
      const found = await judged({ userId, device: 'the tablet', address: '198.51.100.4', gaps: player() });
      expect(found).toMatchObject({ decision: 'allow', signals: [] });
    }
  });

  it('are let through: a hundred and twenty strangers behind one carrier', async () => {
    const strangers = await people(120);
    await sessions(
      strangers.map((userId, index) => ({
        ...{
          userId,
          startedAgo: 300 - index,
          claimedAgo: 298 - index,
          device: `own ${index}`,
          address: '203.0.113.9',
          gaps: player(),
        },
      })),
    );
    const found = await judged({ userId: strangers[0]!, device: 'own 0', address: '203.0.113.9', gaps: player() });
    expect(found).toMatchObject({ decision: 'allow', ids: ['address'], score: 10 });
    for (const address of ['127.0.0.1', '192.168.0.10', '::1'])
      expect((await judgedAgain(strangers[1]!, address)).signals).toEqual([]);
  });

  async function judgedAgain(userId: string, address: string) {
    await db.sql("UPDATE ad_sessions SET address = $1::text WHERE address = '203.0.113.9' RETURNING id", [address]);
    await db.sql(
      "UPDATE ad_sessions SET state = 'cancelled' WHERE user_id = $1::uuid AND state = 'active' RETURNING id",
      [userId],
    );
    const found = await judged({ userId, device: 'own 1', address, gaps: player() });
    await db.sql("UPDATE ad_sessions SET address = '203.0.113.9' WHERE address = $1::text RETURNING id", [address]);
    return found;
  }

  it('are let through: a whole daily cap in one sitting, at the pace of people', async () => {
    const userId = await person();
    await sessions(
      Array.from({ length: 19 }, (_, ad) => ({
        ...{
          userId,
          startedAgo: 60 - ad * 3,
          claimedAgo: 58.9 - ad * 3 - random() * 1.5,
          device: 'laptop',
          gaps: player(),
        },
      })),
    );
    expect(await judged({ userId, device: 'laptop', gaps: player() })).toMatchObject({
      decision: 'allow',
      signals: [],
    });
  });
});

describe('programs', () => {
  it('with a timer for a heart are asked from the third ad of a day on', async () => {
    const userId = await person();
    const decisions: string[] = [];
    for (const startedAgo of [40, 30, 20, 10]) {
      decisions.push((await judged({ userId, device: 'bot', gaps: timer(), startedAgo })).decision);
      await db.sql(
        `UPDATE ad_sessions SET state = 'claimed', claimed_at = created_at + interval '70 seconds', paid_micro = reward_micro
         WHERE user_id = $1::uuid AND state = 'active' RETURNING id`,
        [userId],
      );
    }
    expect(decisions).toEqual(['allow', 'allow', 'challenge', 'challenge']);
  });

  it('with thirty accounts on one device are held, and refused when they all watch at once', async () => {
    const accounts = await people(30, 1);
    await sessions(
      accounts
        .slice(1)
        .map((userId, index) => ({ userId, startedAgo: 175 - index * 6, claimedAgo: 173 - index * 6, device: 'farm' })),
    );
    const slow = await judged({ userId: accounts[0]!, device: 'farm', gaps: player() });
    expect(slow).toMatchObject({ decision: 'delay', ids: ['device'] });
    await db.sql(
      `UPDATE ad_sessions SET created_at = $1::timestamptz - interval '70 seconds', claimed_at = $1::timestamptz - interval '5 seconds'
       WHERE device = 'farm' AND claimed_at IS NOT NULL RETURNING id`,
      [clock.now()],
    );
    const [subject] = await db.sql<{ id: string }>(
      "SELECT id FROM ad_sessions WHERE device = 'farm' AND state = 'active'",
    );
    const placed = withCtx(ctx, { device: 'farm' });
    const fast = await assess({ ctx: placed, input: { flow: 'ad', userId: accounts[0]!, subjectId: subject!.id } });
    expect(fast.decision).toBe('refuse');
    expect(fast.signals.map(({ id }) => id)).toEqual(['parallel', 'device']);
  });

  it('that never sleep are asked', async () => {
    const userId = await person();
    await sessions(
      Array.from({ length: 23 }, (_, hour) => ({
        userId,
        startedAgo: 32 + hour * 60,
        claimedAgo: 30 + hour * 60,
        gaps: player(),
      })),
    );
    expect(await judged({ userId, gaps: player() })).toMatchObject({ decision: 'challenge', ids: ['awake'] });
  });

  it('of a new account that start each ad after the same pause are a line of evidence, no more', async () => {
    const userId = await person(1);
    await sessions(
      Array.from({ length: 8 }, (_, ad) => ({
        userId,
        startedAgo: 11.25 - ad * 1.25 + 0.75,
        claimedAgo: 10.2 - ad * 1.25 + 0.75,
      })),
    );
    const found = await judged({ userId, startedAgo: 2 });
    expect(found).toMatchObject({ decision: 'allow', ids: ['sequence'] });
    expect(found.signals[0]?.numbers).toMatchObject({ pauses: 8, seconds: 12 });
  });

  it('with a past are remembered for ninety days', async () => {
    const userId = await person(200);
    await sessions(
      [5, 20, 60].map((days) => ({
        userId,
        startedAgo: days * 1_440 + 2,
        claimedAgo: days * 1_440,
        state: 'reversed',
      })),
    );
    await sessions([{ userId, startedAgo: 91 * 1_440, claimedAgo: 91 * 1_440 - 1, state: 'refused' }]);
    expect((await judged({ userId })).signals).toEqual([
      { id: 'past', points: 23, numbers: { undone: 3, confirmed: 0 } },
    ]);
  });
});

describe('peers', () => {
  it('are measured by the day, and who does far more than nearly all of them is seen', async () => {
    const hub = withCtx(ctx, { actor: { type: 'system', job: 'test' } });
    const userId = await person();
    await sessions(
      Array.from({ length: 18 }, (_, ad) => ({
        userId,
        startedAgo: 600 - ad * 20,
        claimedAgo: 598 - ad * 20 - random() * 9,
        gaps: player(),
      })),
    );
    expect((await judged({ userId, gaps: player() })).signals).toEqual([]);
    await measurePeers({ ctx: hub });
    await measurePeers({ ctx: hub });
    const [day] = await db.sql<{ claimers: number; median: number; p95: number; most: number }>(
      'SELECT claimers, median, p95, most FROM risk_peers',
    );
    expect(day!.claimers).toBeGreaterThan(100);
    expect(day).toMatchObject({ median: 1 });
    await db.sql(
      "UPDATE ad_sessions SET state = 'cancelled' WHERE user_id = $1::uuid AND state = 'active' RETURNING id",
      [userId],
    );
    const [seen] = (await judged({ userId, gaps: player() })).signals;
    expect(seen).toMatchObject({ id: 'rate', numbers: { claims: 18, median: 1, p95: day!.p95 } });
    await expect(measurePeers({ ctx })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
