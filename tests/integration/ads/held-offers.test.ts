import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideCase } from '@/lib/admin';
import {
  adAnalytics,
  listCallbacks,
  listOwnCallbacks,
  listOwnOffers,
  payDueOffers,
  payHeldOffer,
  refuseHeldOffer,
} from '@/lib/ads';
import { listAudit } from '@/lib/audit';
import { withCtx, type Ctx } from '@/lib/context';
import { listNotices } from '@/lib/notices';
import { listCases, type CaseDecision, type RiskCase } from '@/lib/risk';
import { makeUser } from '../../support/make-user';
import { offerSuite } from '../../support/offer-suite';
import { failure } from '../../support/risk-world';

// Offers that look wrong wait: their amount is decided with the answer to the network, and moves once or never.

const { world, user, credit, reversal, wallet, movements } = offerSuite();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let operator: Ctx;
let hub: Ctx;

/** Everybody here is of a throw-away mail domain, which weighs what a test wants. */
const everyOfferWeighs = (points: number) =>
  world().settings.change({ risk: { disposableDomains: ['example.test'], weights: { disposable: points } } });

beforeAll(async () => {
  operator = (await makeUser(world().ctx, { role: 'admin' })).ctx;
  hub = withCtx(world().ctx, { actor: { type: 'system', job: 'test' } });
});
beforeEach(async () => {
  everyOfferWeighs(40);
  // What the test before left waiting is nobody's business here.
  await world().db.sql("UPDATE ad_callbacks SET review = 'refused' WHERE review = 'waiting' RETURNING id");
});

async function held(changes: Record<string, string> = {}) {
  const members = { ...credit(), offer_name: 'Tower & Co', ...changes };
  expect(await world().offer(members)).toMatchObject({ status: 200, outcome: 'held', repeated: false });
  const { items } = await listCases({ ctx: operator, input: { userId: members.user_id } });
  const found = items.find(({ offer }) => offer?.transactionId === members.transaction_id)!;
  return { members, transaction: members.transaction_id, found, id: found.offer!.id };
}

const decide = (found: RiskCase, decision: CaseDecision, note?: string, ctx = operator) =>
  decideCase({ ctx, input: { id: found.id, decision, note } });
const due = () => payDueOffers({ ctx: hub });
const told = async () =>
  (await listNotices({ ctx: user().ctx, input: {} })).items.map(({ kind, data }) => ({ kind, data }));
const own = async () => (await listOwnOffers({ ctx: user().ctx, input: { take: 8 } }))[0];
const suspend = (column: 'suspended_at' | 'deleted_at', at: Date | null) =>
  world().db.sql(`UPDATE users SET ${column} = $2::timestamptz WHERE id = $1::uuid RETURNING id`, [user().userId, at]);

describe('an offer that weighs', () => {
  it('little is paid at once and leaves no case; so is every one where looking is switched off', async () => {
    everyOfferWeighs(39);
    expect(await world().offer(credit())).toMatchObject({ outcome: 'paid' });
    everyOfferWeighs(100);
    world().settings.change({ risk: { enabled: false } });
    expect(await world().offer(credit())).toMatchObject({ outcome: 'paid' });
    world().settings.change({ risk: { enabled: true } });
    expect((await wallet()).available).toBe(200);
    expect((await listCases({ ctx: operator, input: { userId: user().userId } })).items).toEqual([]);
  });

  it.each([40, 60, 100])(
    '%i points waits: nobody is there to be asked, and only an operator refuses',
    async (points) => {
      everyOfferWeighs(points);
      const { members, found } = await held();
      const releaseAt = new Date(world().clock.now().getTime() + DAY_MS).toISOString();
      expect(found).toMatchObject({ flow: 'offer', score: points, decision: 'delay', state: 'open', session: null });
      expect(found.offer).toMatchObject({
        name: 'Tower & Co',
        state: 'waiting',
        amount: 100,
        payoutUsd: 0.2,
        releaseAt,
      });
      for (const how of ['GET', 'POST', 'JSON'] as const)
        expect(await world().offer(members, how)).toMatchObject({ status: 200, outcome: 'held', repeated: true });
      expect(await world().offer({ ...members, payout_usd: '0.21' })).toMatchObject({ status: 409 });
      expect((await wallet()).available).toBe(0);
      expect(await own()).toMatchObject({ name: 'Tower & Co', state: 'waiting', amount: 100, heldUntil: releaseAt });
      expect(await told()).toEqual([]);
    },
  );

  it('counts for the cap of its day with what it will pay, whatever becomes of it', async () => {
    world().settings.change({ ads: { networks: { offerwall: { dailyCap: 150 } } } });
    const first = await held();
    await decide(first.found, 'refuse');
    expect((await held()).found.offer).toMatchObject({ amount: 50 });
    expect(await world().offer(credit())).toMatchObject({ outcome: 'capped' });
    world().clock.advance(DAY_MS);
    expect(await due()).toEqual({ paid: 1 });
    expect((await wallet()).available).toBe(50);
  });
});

describe('when it is due', () => {
  it('is paid once by ten jobs at the same moment, and never before; the network hears the same as ever', async () => {
    const { members, transaction, found } = await held();
    world().clock.advance(DAY_MS - 1);
    expect(await due()).toEqual({ paid: 0 });
    world().clock.advance(1);
    const jobs = await Promise.all(Array.from({ length: 10 }, due));
    expect(jobs.reduce((sum, { paid }) => sum + paid, 0)).toBe(1);
    expect(await wallet()).toMatchObject({ available: 100, lots: [{ source: 'offer', remaining: 100 }] });
    expect(await movements(transaction)).toEqual([{ kind: 'grant', reason: 'Tower & Co' }]);
    expect(await world().offer(members)).toMatchObject({ outcome: 'held', repeated: true });
    expect(await own()).toMatchObject({ state: 'paid', heldUntil: null });
    expect(await told()).toEqual([
      { kind: 'offer_paid', data: { id: found.subjectId, offer: 'Tower & Co', amount: 100 } },
    ]);
    const { items } = await listCases({ ctx: operator, input: { state: 'cleared', userId: user().userId } });
    expect(items).toMatchObject([{ id: found.id, decidedBy: null, offer: { state: 'paid' } }]);
    // Time is nobody's word.
    await held();
  });

  it('is not paid to somebody who is suspended, by job or operator, and is once they are not', async () => {
    const { found } = await held();
    world().clock.advance(DAY_MS);
    await suspend('suspended_at', world().clock.now());
    expect(await due()).toEqual({ paid: 0 });
    expect((await failure(decide(found, 'pay'))).code).toBe('conflict');
    expect((await wallet()).available).toBe(0);
    await suspend('suspended_at', null);
    expect(await due()).toEqual({ paid: 1 });
    expect((await wallet()).available).toBe(100);
  });

  it('of an account that is closed is dropped: nobody waits for it for ever', async () => {
    const { found } = await held();
    world().clock.advance(DAY_MS);
    await suspend('suspended_at', world().clock.now());
    await suspend('deleted_at', world().clock.now());
    expect(await due()).toEqual({ paid: 0 });
    const { items } = await listCases({ ctx: operator, input: { state: 'cleared', userId: user().userId } });
    expect(items).toMatchObject([{ id: found.id, decidedBy: null, offer: { state: 'refused' } }]);
  });

  it('is paid, however many before it cannot be', async () => {
    const many = [await held(), await held(), await held(), await held()];
    // No balance takes two of these.
    await world().db.sql(
      `UPDATE ad_callbacks SET amount_micro = 9000000000000000000, release_at = release_at - interval '1 hour'
       WHERE id = ANY ($1::uuid[]) RETURNING id`,
      [many.slice(1).map(({ id }) => id)],
    );
    world().clock.advance(DAY_MS);
    expect(await payDueOffers({ ctx: hub, atOnce: 2 })).toEqual({ paid: 2 });
    expect(await movements(many[0]!.transaction)).toHaveLength(1);
  });
});

describe('an operator', () => {
  it('pays at once, with an audit row and a notice; the person is believed for a while', async () => {
    const { found } = await held();
    expect(await decide(found, 'pay')).toMatchObject({ state: 'cleared', offer: { state: 'paid' } });
    expect((await wallet()).available).toBe(100);
    const [row] = await listAudit({ ctx: operator, input: { action: 'fraud.pay', subjectId: found.id, limit: 1 } });
    expect(row?.data).toMatchObject({ userId: user().userId, offerId: found.offer!.id, sessionId: null });
    expect(await world().offer(credit())).toMatchObject({ outcome: 'paid' });
    everyOfferWeighs(100);
    expect(await world().offer(credit())).toMatchObject({ outcome: 'held' });
  });

  it('refuses for good: no job, no operator, no postback pays it any more', async () => {
    const { members, transaction, found, id } = await held();
    const words = 'Eight accounts of one browser.';
    expect(await decide(found, 'refuse', words)).toMatchObject({ state: 'confirmed', offer: { state: 'refused' } });
    world().clock.advance(3 * DAY_MS);
    expect(await due()).toEqual({ paid: 0 });
    for (const decision of ['pay', 'refuse', 'clear', 'reverse'] as const)
      expect((await failure(decide(found, decision, words))).code).toBe('conflict');
    expect(await world().offer(members)).toMatchObject({ outcome: 'held', repeated: true });
    expect(await world().offer(reversal(transaction))).toMatchObject({ outcome: 'nothing' });
    expect(await movements(transaction)).toEqual([]);
    const data = { id, offer: 'Tower & Co', amount: 100, withdrawn: false, reason: words };
    expect(await told()).toEqual([{ kind: 'offer_refused', data }]);
    expect(await own()).toMatchObject({ state: 'refused', heldUntil: null });
  });

  it('clears a person: all that waits is paid, and cases that move nothing are closed', async () => {
    const { found } = await held();
    await held();
    const gone = await held();
    await world().offer(reversal(gone.transaction));
    expect((await failure(decide(found, 'clear'))).code).toBe('conflict');
    await decide(found, 'clear_user', 'Known to us.');
    expect((await wallet()).available).toBe(200);
    expect((await listCases({ ctx: operator, input: { userId: user().userId } })).items).toEqual([]);
  });

  it('and the hub are the only ones who decide', async () => {
    const { found, id } = await held();
    for (const work of [
      () => payHeldOffer({ ctx: user().ctx, input: { id } }),
      () => refuseHeldOffer({ ctx: user().ctx, input: { id } }),
      () => payDueOffers({ ctx: operator }),
      () => decide(found, 'pay', undefined, user().ctx),
    ])
      expect((await failure(work())).code).toBe('forbidden');
    for (const unknown of ['x', world().ctx.ids.uuid()])
      expect((await failure(payHeldOffer({ ctx: hub, input: { id: unknown } }))).code).toBe('not_found');
  });
});

describe('a reversal', () => {
  it('of an offer that waits is known, and means that it is never paid', async () => {
    const { members, transaction, found, id } = await held();
    for (const repeated of [false, true])
      expect(await world().offer(reversal(transaction))).toMatchObject({ status: 200, outcome: 'withdrawn', repeated });
    world().clock.advance(DAY_MS);
    expect(await due()).toEqual({ paid: 0 });
    expect((await failure(decide(found, 'pay'))).code).toBe('conflict');
    expect(await world().offer(members)).toMatchObject({ outcome: 'held', repeated: true });
    expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
    expect(await movements(transaction)).toEqual([]);
    expect(await told()).toEqual([
      { kind: 'offer_refused', data: { id, offer: 'Tower & Co', amount: 100, withdrawn: true } },
    ]);
    expect(await own()).toMatchObject({ state: 'withdrawn' });
    expect(await decide(found, 'confirm')).toMatchObject({ state: 'confirmed', offer: { state: 'withdrawn' } });
  });

  it('of one that was paid meanwhile takes it back', async () => {
    const { transaction, found } = await held();
    await decide(found, 'pay');
    expect(await world().offer(reversal(transaction))).toMatchObject({ outcome: 'taken' });
    expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
    expect(await own()).toMatchObject({ state: 'reversed' });
  });
});

describe('at the same moment', () => {
  /** What the ledger did must be what the row says, whoever won. */
  async function judged({ transaction, id }: { transaction: string; id: string }) {
    const [row] = await world().db.sql<{ review: string; decided: boolean }>(
      `SELECT o.review, c.decided_by IS NOT NULL AS decided FROM ad_callbacks o JOIN risk_cases c ON c.id = o.case_id
       WHERE o.id = $1::uuid`,
      [id],
    );
    const kinds = (await movements(transaction)).map(({ kind }) => kind);
    return { review: row!.review, kinds };
  }

  it('50 copies are held once: one case, one amount', async () => {
    const members = credit();
    const heard = await Promise.all(
      Array.from({ length: 50 }, (_, index) => world().offer(members, index % 2 ? 'POST' : 'GET')),
    );
    expect(new Set(heard.map(({ status, outcome }) => `${status} ${outcome}`))).toEqual(new Set(['200 held']));
    expect(heard.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await listCases({ ctx: operator, input: { userId: user().userId } })).items).toHaveLength(1);
  });

  it.each([1, 2])('copies, reversals, jobs and operators, 50 of them, agree on one end (%i)', async (turn) => {
    const offer = await held();
    world().clock.advance(DAY_MS);
    const withReversal = turn < 2;
    const works = [
      () => world().offer(offer.members),
      () => due(),
      () => decide(offer.found, 'pay'),
      () => decide(offer.found, 'refuse', 'No.'),
      () => (withReversal ? world().offer(reversal(offer.transaction)) : world().offer(offer.members)),
    ];
    await Promise.allSettled(Array.from({ length: 50 }, (_, index) => works[(index * 3 + turn) % works.length]!()));
    const { review, kinds } = await judged(offer);
    expect(['paid', 'refused', 'withdrawn']).toContain(review);
    const reversed = withReversal && review === 'paid' ? ['clawback'] : [];
    expect(kinds).toEqual(review === 'paid' ? ['grant', ...reversed] : []);
    expect(await wallet()).toMatchObject({ available: review === 'paid' && !withReversal ? 100 : 0, debt: 0 });
    const ends = (await told()).filter(({ kind }) => kind !== 'ad_reversed');
    expect(ends.map(({ kind }) => kind)).toEqual([review === 'paid' ? 'offer_paid' : 'offer_refused']);
  });

  it('two operators clear one person while jobs pay and the network withdraws: nothing waits in a ring', async () => {
    const offers = [await held(), await held(), await held(), await held()];
    world().clock.advance(DAY_MS);
    const other = (await makeUser(world().ctx, { role: 'admin' })).ctx;
    const done = await Promise.allSettled([
      decide(offers[0]!.found, 'clear_user'),
      decide(offers[3]!.found, 'clear_user', undefined, other),
      ...offers.map(({ transaction }) => world().offer(reversal(transaction))),
      ...Array.from({ length: 4 }, due),
    ]);
    for (const end of done) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'conflict' });
    expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
  });
});

describe('who reads of it', () => {
  it('sees what waits as waiting: the person, their export and the operator', async () => {
    const { transaction, found } = await held();
    const [callback] = await listOwnCallbacks({ ctx: user().ctx, input: {} });
    const heldUntil = found.offer!.releaseAt;
    expect(callback).toMatchObject({ externalId: transaction, outcome: 'held', review: 'waiting', heldUntil });
    const list = { ctx: operator, input: { userId: user().userId } };
    expect((await listCallbacks(list)).items).toMatchObject([{ review: 'waiting', heldUntil, amount: 100 }]);
    await decide(found, 'pay');
    expect((await listCallbacks(list)).items).toMatchObject([{ outcome: 'held', review: 'paid', heldUntil: null }]);
    const other = await world().watcher();
    expect(await listOwnOffers({ ctx: other.ctx, input: { take: 8 } })).toEqual([]);
  });

  it('counts among what ads earn only what was paid', async () => {
    const day = world().clock.now().toISOString().slice(0, 10);
    const figures = async () => {
      const { items } = await adAnalytics({ ctx: operator, input: { by: 'network', from: day, to: day } });
      return items.find(({ key }) => key === 'offerwall');
    };
    await held();
    const { found } = await held();
    const refused = await held();
    await decide(refused.found, 'refuse');
    expect(await figures()).toBeUndefined();
    await decide(found, 'pay');
    expect(await figures()).toMatchObject({ claimed: 1, paid: 100 });
  });
});
