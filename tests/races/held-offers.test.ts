import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decideCase } from '@/lib/admin';
import { payDueOffers } from '@/lib/ads';
import { withCtx, type Ctx } from '@/lib/context';
import { getCredits, verifyLedger } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { callbackWorld, type CallbackWorld } from '../support/callback-world';
import { openFaultyDb, type FaultyDb } from '../support/faulty-db';
import { makeUser } from '../support/make-user';
import { dropTestServices } from '../support/test-services';

// An offer that waits, with the database failing under each of the statements that hold it, pay it, refuse it and take it
// back: whoever got no answer asks again, and in the end it is held once and paid once or never.

let faulty: FaultyDb;
let world: CallbackWorld;
let hub: Ctx;
let operator: Ctx;

beforeAll(async () => {
  faulty = await openFaultyDb();
  world = await callbackWorld(faulty.db);
  world.settings.change({ risk: { disposableDomains: ['example.test'], weights: { disposable: 40 } } });
  hub = withCtx(world.ctx, { actor: { type: 'system', job: 'test' } });
  operator = (await makeUser(world.ctx, { role: 'admin' })).ctx;
});
afterEach(async () => {
  expect(await verifyLedger({ ctx: withCtx(hub, { db: faulty.calm }), input: {} })).toMatchObject({ ok: true });
});
afterAll(async () => {
  dropTestServices();
  await world.keys.close();
});

const DAY_MS = 86_400_000;

type Members = Record<string, string> & { transaction_id: string; user_id: string };

async function someOffer(): Promise<Members> {
  const { userId } = await world.watcher();
  return { event: 'credit', transaction_id: world.someTransaction(), user_id: userId, payout_usd: '0.2' };
}

async function heldOffer(): Promise<Members> {
  const members = await someOffer();
  expect(await world.offer(members)).toMatchObject({ outcome: 'held' });
  return members;
}

const TRUTH = `SELECT o.review, c.state, (SELECT count(*)::int FROM risk_cases r WHERE r.user_id = o.user_id) AS cases,
    (SELECT count(*)::int FROM notices n WHERE n.user_id = o.user_id) AS notices,
    (SELECT count(*)::int FROM ledger_transactions l WHERE l.ref_type = 'offer' AND l.ref_id = o.external_id) AS moved
  FROM ad_callbacks o JOIN risk_cases c ON c.id = o.case_id WHERE o.event = 'credit' AND o.external_id = $1::text`;

/** What is really there, seen past the faults. */
async function truth(members: Members) {
  const [row] = await faulty.calm.sql<Record<string, unknown>>(TRUTH, [members.transaction_id]);
  const ctx = withCtx(hub, { db: faulty.calm });
  const { available, debt } = await getCredits({ ctx, input: { userId: members.user_id } });
  return { ...row, credits: available - debt };
}

/** Does it until it is understood: a failure of the database may be met, and a 409 of a second try says that it is done. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict' && turn > 0) return;
      if (error instanceof AppError) throw error;
    }
  }
  throw new Error('it was never understood');
}

async function tell(members: Members): Promise<void> {
  const { status } = await world.offer(members);
  if (status !== 200) {
    expect(status).toBeGreaterThanOrEqual(500);
    throw new Error(`answered ${status}`);
  }
}

/** Each of the statements fails once, in a turn of its own; answers how many there are. */
async function atEach(
  prepare: () => Promise<Members>,
  work: (members: Members) => Promise<unknown>,
  wanted: Record<string, unknown>,
): Promise<number> {
  for (let skip = 0; skip < 60; skip += 1) {
    const members = await prepare();
    const fault = faulty.lose('lost', () => true, skip);
    await untilDone(() => work(members));
    const met = fault.hit();
    faulty.lose('lost', () => false);
    expect([skip, await truth(members)]).toEqual([skip, wanted]);
    if (!met) return skip;
  }
  throw new Error('there was no end to the statements');
}

const caseOf = async ({ transaction_id: transaction }: Members) => {
  const [row] = await faulty.calm.sql<{ id: string }>(
    "SELECT case_id AS id FROM ad_callbacks WHERE event = 'credit' AND external_id = $1::text",
    [transaction],
  );
  return row!.id;
};

describe('a statement whose answer is lost', () => {
  it('while it is held: it waits, once', async () => {
    const wanted = { review: 'waiting', state: 'open', cases: 1, notices: 0, moved: 0, credits: 0 };
    expect(await atEach(someOffer, tell, wanted)).toBeGreaterThan(8);
  });

  it('while it is paid by its time: it is paid, once', async () => {
    const prepare = async () => {
      const members = await heldOffer();
      world.clock.advance(DAY_MS);
      return members;
    };
    const work = async (members: Members) => {
      await payDueOffers({ ctx: hub });
      // The job does not fail by one offer: what is left is done in its next turn.
      if ((await truth(members)).credits === 0) throw new Error('not yet');
    };
    const wanted = { review: 'paid', state: 'cleared', cases: 1, notices: 1, moved: 1, credits: 100 };
    expect(await atEach(prepare, work, wanted)).toBeGreaterThan(8);
  });

  it.each([
    ['pay', { review: 'paid', state: 'cleared', cases: 1, notices: 1, moved: 1, credits: 100 }],
    ['refuse', { review: 'refused', state: 'confirmed', cases: 1, notices: 1, moved: 0, credits: 0 }],
  ] as const)('while an operator decides to %s it: that is done, once', async (decision, wanted) => {
    const work = async (members: Members) =>
      decideCase({ ctx: operator, input: { id: await caseOf(members), decision } });
    expect(await atEach(heldOffer, work, wanted)).toBeGreaterThan(8);
  });

  it('while its network takes it back: it is never paid', async () => {
    const work = (members: Members) => tell({ ...members, event: 'reversal' });
    const wanted = { review: 'withdrawn', state: 'open', cases: 1, notices: 1, moved: 0, credits: 0 };
    expect(await atEach(heldOffer, work, wanted)).toBeGreaterThan(6);
    world.clock.advance(DAY_MS);
    const [row] = await faulty.calm.sql<{ waiting: number }>(
      "SELECT count(*)::int AS waiting FROM ad_callbacks WHERE review = 'waiting'",
    );
    expect(await payDueOffers({ ctx: hub })).toEqual({ paid: row!.waiting });
  });
});
