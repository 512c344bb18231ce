import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { assessOffer, closeCase, measurePeers, noteRegistration, openCase, type OfferInput } from '@/lib/risk';
import { manualClock, type ManualClock } from '../../support/manual-clock';
import { makeUser } from '../../support/make-user';
import { makeTestCtx } from '../../support/test-ctx';
import { openTestDb } from '../../support/test-db';

// Weeks of many people's offers, written straight into the log: what a new one is judged by is read by the real statement.

let db: Db;
let ctx: Ctx;
let hub: Ctx;
let clock: ManualClock;

beforeAll(async () => {
  db = await openTestDb();
  clock = manualClock('2026-03-10T20:30:00.000Z');
  ctx = makeTestCtx(db, { clock });
  hub = withCtx(ctx, { actor: { type: 'system', job: 'test' } });
});
// Nobody's past is another test's.
beforeEach(() => void clock.advance(100 * 86_400_000));

async function person(days = 30, from: Partial<Ctx> = {}): Promise<string> {
  const at = manualClock(new Date(clock.now().getTime() - days * 86_400_000));
  const { id, email } = await makeUser(withCtx(ctx, { clock: at }));
  await noteRegistration({ ctx: withCtx(ctx, { clock: at, ...from }), input: { userId: id, email } });
  return id;
}

interface Past {
  userId: string;
  hoursAgo: number;
  credits?: number;
  offer?: string | null;
  payout?: string;
  event?: 'credit' | 'reversal';
  outcome?: string;
}

const INSERT = `INSERT INTO ad_callbacks (id, network, event, external_id, user_id, outcome, amount_micro, data, received_at)
  SELECT gen_random_uuid(), 'offerwall', x.event, gen_random_uuid()::text, x."userId", x.outcome, x.micro, x.data, x.at
  FROM jsonb_to_recordset($1::jsonb) AS x (event text, "userId" uuid, outcome text, micro bigint, data jsonb, at timestamptz)
  RETURNING id`;

async function offers(pasts: Past[]): Promise<void> {
  const rows = pasts.map(
    ({ userId, hoursAgo, credits = 50, offer = 'A survey', payout = '100000', event = 'credit', outcome }) => ({
      ...{ userId, event, outcome: outcome ?? (event === 'credit' ? 'paid' : 'taken'), micro: credits * 1_000_000 },
      data: { payoutMicroUsd: payout, ...(offer === null ? {} : { offer }) },
      at: new Date(clock.now().getTime() - hoursAgo * 3_600_000),
    }),
  );
  await db.sql(INSERT, [JSON.stringify(rows)]);
}

const judged = async (userId: string, change: Partial<OfferInput> = {}) => {
  const input = {
    ...{ userId, network: 'offerwall', offer: 'Tower & Co', payoutMicroUsd: 200_000n },
    ...{ amountMicro: 100_000_000n, dayCapMicro: 2_000_000_000n },
  };
  const found = await assessOffer({ ctx, input: { ...input, ...change } });
  return { ...found, of: (id: string) => found.signals.find((signal) => signal.id === id)?.numbers };
};

it('finds nothing about somebody with a usual past, whoever else is there', async () => {
  const userId = await person(30, { device: 'my own browser', address: '198.51.100.9' });
  await offers([1, 5, 30, 200, 900].map((hoursAgo) => ({ userId, hoursAgo })));
  await offers([{ userId: await person(), hoursAgo: 1, offer: 'Tower & Co' }]);
  expect(await judged(userId)).toMatchObject({ decision: 'allow', score: 0, signals: [] });
});

describe('the same offer', () => {
  it('of several accounts of one browser is seen by the marks of their registrations, and holds the third', async () => {
    const farm = [];
    for (let account = 0; account < 4; account += 1) farm.push(await person(20 + account, { device: 'one browser' }));
    const [own = '', ...others] = farm;
    await offers(others.slice(0, 1).map((userId) => ({ userId, hoursAgo: 20, offer: 'Tower & Co' })));
    expect(await judged(own)).toMatchObject({ decision: 'allow', signals: [{ id: 'offerTwins', points: 20 }] });
    await offers(others.slice(1).map((userId) => ({ userId, hoursAgo: 600, offer: 'Tower & Co' })));
    const found = await judged(own);
    expect(found).toMatchObject({ decision: 'delay', score: 60 });
    expect(found.of('offerTwins')).toEqual({ near: 3, address: 0 });
    expect((await judged(own, { offer: 'Another' })).score).toBe(0);
  });

  it('is told by its payout where it has no name, and is forgotten after a month', async () => {
    const [own = '', other = ''] = [await person(9, { device: 'two of us' }), await person(8, { device: 'two of us' })];
    await offers([{ userId: other, hoursAgo: 2, offer: null, payout: '200000' }]);
    expect((await judged(own, { offer: null })).of('offerTwins')).toEqual({ near: 1, address: 0 });
    expect((await judged(own, { offer: null, payoutMicroUsd: 200_001n })).score).toBe(0);
    expect((await judged(own)).score).toBe(0);
    await offers([{ userId: other, hoursAgo: 31 * 24, offer: 'Tower & Co' }]);
    expect((await judged(own)).score).toBe(0);
  });

  it('behind one address alone is a crowd, and weighs little; what was never credited counts for nothing', async () => {
    const crowd = [];
    for (let account = 0; account < 14; account += 1)
      crowd.push(await person(10 + account, { address: '203.0.113.5' }));
    const [own = '', ...others] = crowd;
    await offers(others.map((userId) => ({ userId, hoursAgo: 3, offer: 'Tower & Co', credits: 0, outcome: 'capped' })));
    expect((await judged(own)).score).toBe(0);
    await offers(others.map((userId) => ({ userId, hoursAgo: 3, offer: 'Tower & Co' })));
    const found = await judged(own);
    expect(found).toMatchObject({ decision: 'allow', score: 30 });
    expect(found.of('offerTwins')).toEqual({ near: 0, address: 13 });
  });
});

describe('a new account', () => {
  it('that takes most of a day’s cap is seen, the more the newer it is', async () => {
    const userId = await person(0.1);
    await offers(Array.from({ length: 4 }, () => ({ userId, hoursAgo: 1.5, credits: 300 })));
    await offers([{ userId, hoursAgo: 25, credits: 900 }]);
    expect(await judged(userId)).toMatchObject({
      decision: 'allow',
      signals: [{ id: 'payout', points: 35, numbers: { credits: 1_300, percent: 65, hours: 2 } }],
    });
    const older = await person(3);
    await offers(Array.from({ length: 4 }, () => ({ userId: older, hoursAgo: 1.5, credits: 300 })));
    expect((await judged(older)).score).toBe(0);
  });

  it('of throw-away mail, a shared mailbox or a burst of registrations weighs more', async () => {
    const { id } = await makeUser(ctx, { email: `${ctx.ids.uuid()}@mailinator.com` });
    expect((await judged(id)).signals).toMatchObject([{ id: 'disposable', points: 15 }]);
    const burst = [];
    for (let account = 0; account < 8; account += 1) burst.push(await person(0.5, { device: 'a new browser' }));
    expect((await judged(burst[7]!)).signals).toMatchObject([{ id: 'registration', numbers: { score: 45 } }]);
  });
});

describe('a burst', () => {
  it('is measured against the busiest hour of other people on the days of a week', async () => {
    const busy = await person();
    await offers(Array.from({ length: 9 }, () => ({ userId: busy, hoursAgo: 0.4 })));
    expect((await judged(busy)).of('offerBurst')).toEqual({ offers: 10, takers: 0, p95: 0 });
    expect((await judged(busy)).decision).toBe('allow');
    const others = await Promise.all(Array.from({ length: 24 }, () => person()));
    await offers(others.flatMap((userId) => [1, 3, 3.1].map((hoursAgo) => ({ userId, hoursAgo }))));
    await measurePeers({ ctx: hub });
    await measurePeers({ ctx: hub });
    const found = await judged(busy);
    expect(found).toMatchObject({ decision: 'delay', score: 40 });
    expect(found.of('offerBurst')).toEqual({ offers: 10, takers: 25, p95: 2 });
    expect((await judged(others[0]!)).score).toBe(0);
    clock.advance(8 * 86_400_000);
    await offers(Array.from({ length: 9 }, () => ({ userId: busy, hoursAgo: 0.4 })));
    expect((await judged(busy)).of('offerBurst')).toMatchObject({ takers: 0 });
  });
});

describe('a past', () => {
  it('of withdrawn offers counts by their share, for ninety days; an operator’s word outweighs it', async () => {
    const userId = await person(200);
    const reversed = (hoursAgo: number): Past[] => [
      { userId, hoursAgo },
      { userId, hoursAgo: hoursAgo - 1, event: 'reversal' },
    ];
    await offers([300, 400, 500, 600].flatMap(reversed));
    await offers([{ userId, hoursAgo: 91 * 24, event: 'reversal' }]);
    const found = await judged(userId);
    expect(found).toMatchObject({ decision: 'delay', score: 45 });
    expect(found.of('offerPast')).toEqual({ undone: 4, done: 4 });
    await offers(Array.from({ length: 40 }, (_, index) => ({ userId, hoursAgo: 30 + index * 24 })));
    expect((await judged(userId)).score).toBe(0);
  });

  it('of fraud that was confirmed weighs, and an operator’s clearing lets through', async () => {
    const userId = await person(200);
    const operator = (await makeUser(ctx, { role: 'admin' })).ctx;
    const subject = { type: 'offer', id: ctx.ids.uuid() } as const;
    const looked = { flow: 'offer', userId, subject, score: 50, signals: [], decision: 'delay' } as const;
    await openCase({ ctx, input: { ...looked, signals: [] } });
    const close = (state: 'confirmed' | 'cleared', again = false) =>
      closeCase({ ctx: operator, input: { flow: 'offer', subjectId: subject.id, state, again } });
    await close('confirmed');
    expect((await judged(userId)).of('past')).toEqual({ undone: 0, confirmed: 1 });
    await offers(
      [2, 3, 4, 5].flatMap((hoursAgo) => [{ userId, hoursAgo }, { userId, hoursAgo, event: 'reversal' } as const]),
    );
    expect((await judged(userId)).decision).toBe('delay');
    await close('cleared', true);
    expect((await judged(userId)).decision).toBe('allow');
    clock.advance(31 * 86_400_000);
    expect((await judged(userId)).decision).toBe('delay');
  });
});

it('is nobody’s where there is no such user', async () => {
  await expect(judged(ctx.ids.uuid())).rejects.toThrow('an offer of nobody');
});
