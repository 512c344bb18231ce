import { beforeAll, describe, expect, it } from '@jest/globals';
import { registerUser } from '@/lib/auth';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { closeCase, eraseMarks, forgetMarks, listCases, noteRegistration } from '@/lib/risk';
import { manualClock, type ManualClock } from '../../support/manual-clock';
import { makeUser } from '../../support/make-user';
import { fixedSettings, makeTestCtx } from '../../support/test-ctx';
import { openTestDb } from '../../support/test-db';

let db: Db;
let ctx: Ctx;
let clock: ManualClock;
let operator: Ctx;
const settings = fixedSettings();

beforeAll(async () => {
  db = await openTestDb();
  clock = manualClock('2026-03-10T12:00:00.000Z');
  ctx = makeTestCtx(db, { clock, settings });
  operator = (await makeUser(ctx, { role: 'admin' })).ctx;
});

const HOUR_MS = 3_600_000;
let count = 0;

/** The account as the registration makes it, without the long hash of a password. */
async function opened(from: Partial<Ctx>, email = `someone${(count += 1)}@example.test`) {
  const { id } = await makeUser(ctx, { email: `${ctx.ids.uuid()}@example.test` });
  const { score } = await noteRegistration({ ctx: withCtx(ctx, from), input: { userId: id, email } });
  return { id, score };
}

const casesOf = async (userId: string) => (await listCases({ ctx: operator, input: { userId } })).items;

describe('a new account', () => {
  it('of somebody alone leaves marks that tell nobody anything, and no case', async () => {
    const { id, score } = await opened({ device: 'my-own-device', address: '198.51.100.77' }, 'ann+hub@example.test');
    expect(score).toBe(0);
    expect(await casesOf(id)).toEqual([]);
    const marks = await db.sql<{ kind: string; mark: string }>(
      'SELECT kind, mark FROM risk_marks WHERE user_id = $1::uuid ORDER BY kind',
      [id],
    );
    expect(marks.map(({ kind }) => kind)).toEqual(['address', 'device', 'mailbox']);
    expect(JSON.stringify(marks)).not.toMatch(/my-own|198\.51|ann/);
  });

  it('is one of a burst on a device: a case that the operator sees, and no refusal', async () => {
    const burst = [];
    for (let account = 0; account < 8; account += 1) burst.push(await opened({ device: 'one-device-many' }));
    expect(burst.map(({ score }) => score)).toEqual([0, 0, 0, 11, 23, 34, 45, 45]);
    expect(await casesOf(burst[5]!.id)).toEqual([]);
    expect(await casesOf(burst[7]!.id)).toMatchObject([
      {
        flow: 'register',
        decision: 'allow',
        session: null,
        peers: null,
        signals: [{ id: 'deviceSignups', points: 45, numbers: { accounts: 7 } }],
      },
    ]);
    clock.advance(25 * HOUR_MS);
    expect((await opened({ device: 'one-device-many' })).score).toBe(0);
  });

  it('of a school is one of many at an address; private addresses are no signal at all', async () => {
    for (let account = 0; account < 12; account += 1) await opened({ address: '203.0.113.80' });
    expect((await opened({ address: '203.0.113.80' })).score).toBeLessThan(5);
    for (const address of ['127.0.0.1', '10.0.0.5', '192.168.1.1', '::1']) {
      const { id } = await opened({ address });
      const [row] = await db.sql<{ marks: number }>(
        "SELECT count(*)::int AS marks FROM risk_marks WHERE user_id = $1::uuid AND kind = 'address'",
        [id],
      );
      expect(row?.marks).toBe(0);
    }
  });

  it('of the same mailbox behind tags and dots, or of throw-away mail, weighs more', async () => {
    const scores = [];
    for (const email of ['bob@example.test', 'bob+1@example.test', 'bob+2@example.test', 'BOB+x+y@example.test'])
      scores.push((await opened({}, email)).score);
    expect(scores).toEqual([0, 7, 13, 20]);
    expect((await opened({}, 'x@mailinator.com')).score).toBe(15);
    settings.change({ risk: { disposableDomains: ['burn.example'] } });
    expect((await opened({}, 'x@burn.example')).score).toBe(15);
    settings.change({ risk: { enabled: false } });
    expect((await opened({}, 'y@burn.example')).score).toBe(0);
    settings.change({ risk: { enabled: true } });
  });
});

describe('the registration itself', () => {
  it('marks the account in its own transaction, and its end erases the marks', async () => {
    const person = withCtx(ctx, { device: 'a-real-browser', address: '198.51.100.200' });
    const user = await registerUser({
      ctx: person,
      input: { email: 'real@example.test', password: 'a long password' },
    });
    const marks = () => db.sql('SELECT kind FROM risk_marks WHERE user_id = $1::uuid', [user.id]);
    expect(await marks()).toHaveLength(3);
    await expect(
      registerUser({ ctx: person, input: { email: 'real@example.test', password: 'a long password' } }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const actor = { type: 'user', userId: user.id, sessionId: ctx.ids.uuid(), role: 'user', plan: 'free' } as const;
    await eraseMarks({ ctx: withCtx(person, { actor }) });
    expect(await marks()).toEqual([]);
  });

  it('is remembered for half a year', async () => {
    const hub = withCtx(ctx, { actor: { type: 'system', job: 'test' } });
    const { id } = await opened({ device: 'an-old-device-here' });
    clock.advance(179 * 24 * HOUR_MS);
    await forgetMarks({ ctx: hub });
    const marks = () => db.sql('SELECT kind FROM risk_marks WHERE user_id = $1::uuid', [id]);
    expect((await marks()).length).toBeGreaterThan(0);
    clock.advance(2 * 24 * HOUR_MS);
    expect((await forgetMarks({ ctx: hub })).deleted).toBeGreaterThan(0);
    expect(await marks()).toEqual([]);
    await expect(forgetMarks({ ctx })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is no business of its owner: nobody closes their own case', async () => {
    const someone = await makeUser(ctx);
    const input = { flow: 'register', subjectId: someone.id, state: 'cleared' } as const;
    await expect(closeCase({ ctx: someone.ctx, input })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
