import { beforeAll, describe, expect, it } from '@jest/globals';
import { decideCase } from '@/lib/admin';
import { listAudit } from '@/lib/audit';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { countOpenCases, getCase, listCases, openCase, type RiskDecision } from '@/lib/risk';
import { caseListSchema } from '@/lib/risk/view-schema';
import { manualClock, type ManualClock } from '../../support/manual-clock';
import { makeUser } from '../../support/make-user';
import { failure } from '../../support/risk-world';
import { makeTestCtx } from '../../support/test-ctx';
import { openTestDb } from '../../support/test-db';

let db: Db;
let ctx: Ctx;
let clock: ManualClock;
let operator: Ctx;

beforeAll(async () => {
  db = await openTestDb();
  clock = manualClock('2026-03-10T12:00:00.000Z');
  ctx = makeTestCtx(db, { clock });
  operator = (await makeUser(ctx, { role: 'admin' })).ctx;
});

const SEEN = [{ id: 'device', points: 60, numbers: { users: 30 } } as const];

async function caseOfAccount(score = 60, decision: RiskDecision = 'allow') {
  const { id: userId } = await makeUser(ctx);
  const subject = { type: 'user', id: userId } as const;
  const input = { flow: 'register', userId, subject, score, signals: [...SEEN], decision } as const;
  const { caseId } = await openCase({ ctx, input: { ...input, signals: [...SEEN] } });
  return { caseId, userId, input: { ...input, signals: [...SEEN] } };
}

describe('a case', () => {
  it('is one for each thing: seen again it is renewed while it is open, and left alone once decided', async () => {
    const { caseId, input } = await caseOfAccount(50);
    clock.advance(1_000);
    expect(await openCase({ ctx, input: { ...input, score: 80, decision: 'delay' } })).toEqual({ caseId });
    expect(await getCase({ ctx: operator, input: { id: caseId } })).toMatchObject({ score: 80, decision: 'delay' });
    await decideCase({ ctx: operator, input: { id: caseId, decision: 'confirm' } });
    await openCase({ ctx, input: { ...input, score: 10 } });
    expect(await getCase({ ctx: operator, input: { id: caseId } })).toMatchObject({ score: 80, state: 'confirmed' });
  });

  it('is held to its columns by the database', async () => {
    const { input } = await caseOfAccount();
    const fresh = { ...input, subject: { type: 'user', id: ctx.ids.uuid() } as const };
    for (const wrong of [{ score: 1_001 }, { score: -1 }, { decision: 'perhaps' as RiskDecision }])
      await expect(openCase({ ctx, input: { ...fresh, ...wrong } })).rejects.toThrow();
    await expect(
      db.sql("UPDATE risk_cases SET state = 'cleared' WHERE subject_id = $1::uuid RETURNING id", [input.subject.id]),
    ).rejects.toThrow(/risk_cases_decided_check/);
  });
});

describe('the list', () => {
  it('is what its documentation says, with the day’s peers beside a claim', async () => {
    const { id: userId } = await makeUser(ctx);
    const sessionId = ctx.ids.uuid();
    await db.sql(
      `INSERT INTO ad_sessions (id, user_id, kind, network, watch_seconds, reward_micro, state, created_at, expires_at, claimed_at, release_at)
       VALUES ($1::uuid, $2::uuid, 'text', 'house', 60, 5000000, 'delayed', $3::timestamptz, $3::timestamptz + interval '1 hour',
         $3::timestamptz, $3::timestamptz + interval '1 day') RETURNING id`,
      [sessionId, userId, clock.now()],
    );
    await db.sql(
      `INSERT INTO risk_peers (day, claimers, median, p95, most, measured_at) VALUES ('2026-03-10', 9, 2, 5, 7, $1::timestamptz)
       RETURNING day`,
      [clock.now()],
    );
    const subject = { type: 'ad_session', id: sessionId } as const;
    const input = { flow: 'ad', userId, subject, score: 99, signals: [...SEEN], decision: 'delay' } as const;
    await openCase({ ctx, input: { ...input, signals: [...SEEN] } });
    const page = await listCases({ ctx: operator, input: { limit: 100 } });
    expect(caseListSchema.parse(page)).toEqual(page);
    expect(page.items[0]).toMatchObject({
      score: 99,
      peers: { claims: 1, median: 2, most: 7, claimers: 9 },
      session: { id: sessionId, state: 'delayed', reward: 5, paid: null },
    });
  });

  it('is one person’s, when that is asked', async () => {
    const { caseId, userId } = await caseOfAccount();
    await caseOfAccount();
    const { items } = await listCases({ ctx: operator, input: { userId } });
    expect(items.map(({ id }) => id)).toEqual([caseId]);
  });

  it('counts what waits, and is for operators alone', async () => {
    const before = await countOpenCases({ ctx: operator });
    const { caseId } = await caseOfAccount();
    expect(await countOpenCases({ ctx: operator })).toBe(before + 1);
    const person = await makeUser(ctx);
    const actors = [
      [{ type: 'guest' }, 'unauthenticated'],
      [person.actor, 'forbidden'],
      [{ type: 'apiKey', userId: person.id, keyId: 'k', scopes: [], plan: 'free' }, 'forbidden'],
    ] as const;
    for (const [actor, code] of actors) {
      const asked = withCtx(ctx, { actor });
      for (const look of [
        () => listCases({ ctx: asked, input: {} }),
        () => countOpenCases({ ctx: asked }),
        () => getCase({ ctx: asked, input: { id: caseId } }),
        () => decideCase({ ctx: asked, input: { id: caseId, decision: 'clear' } }),
      ])
        expect((await failure(look())).code).toBe(code);
    }
  });
});

describe('a decision', () => {
  it('is written to the audit log with its words, cut at what is kept', async () => {
    const { caseId, userId } = await caseOfAccount();
    const note = `  ${'x'.repeat(600)}  `;
    const decided = await decideCase({ ctx: operator, input: { id: caseId, decision: 'clear', note } });
    expect(decided).toMatchObject({ state: 'cleared', note: 'x'.repeat(500) });
    const [row] = await listAudit({ ctx: operator, input: { action: 'fraud.clear', subjectId: caseId, limit: 5 } });
    expect(row?.data).toEqual({ userId, score: 60, sessionId: null, offerId: null, note: 'x'.repeat(500) });
  });

  it('of two operators at the same moment is one', async () => {
    const { caseId } = await caseOfAccount();
    const decisions = (['clear', 'confirm', 'clear', 'confirm'] as const).map((decision) =>
      decideCase({ ctx: operator, input: { id: caseId, decision } }),
    );
    const done = await Promise.allSettled(decisions);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const audited = await Promise.all(
      ['fraud.clear', 'fraud.confirm'].map((action) =>
        listAudit({ ctx: operator, input: { action, subjectId: caseId, limit: 9 } }),
      ),
    );
    expect(audited.flat()).toHaveLength(1);
  });

  it('about money is refused where a case has none', async () => {
    const { caseId: id } = await caseOfAccount();
    for (const decision of ['pay', 'refuse', 'reverse'] as const)
      expect((await failure(decideCase({ ctx: operator, input: { id, decision, note: 'why' } }))).code).toBe(
        'conflict',
      );
    expect(await getCase({ ctx: operator, input: { id } })).toMatchObject({ state: 'open' });
  });
});
