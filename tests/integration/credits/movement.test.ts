import { randomUUID } from 'node:crypto';
import {
  adjust,
  clawback,
  collectRoyalties,
  expireLots,
  getMovement,
  listStatement,
  refund,
  release,
  reserve,
  settle,
  type Movement,
  type Royalty,
  type StatementEntry,
} from '@/lib/credits';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const inDays = (days: number) => new Date(world.clock.now().getTime() + days * DAY_MS);
const statement = async (userId: string) => (await listStatement({ ctx: world.ctx(), input: { userId } })).items;

/** The movement behind a line, as its owner sees it. */
const explain = (userId: string, { link }: Pick<StatementEntry, 'link'>): Promise<Movement> =>
  getMovement({ ctx: world.ctx(world.person(userId)), input: { id: link.split('/').at(-1) ?? '' } });

const newest = async (userId: string) => explain(userId, (await statement(userId))[0] ?? { link: '' });

async function hold(userId: string, credits: number): Promise<string> {
  const holdId = randomUUID();
  const ref = { type: 'offer' as const, id: holdId };
  const amountMicro = BigInt(credits * 1e6);
  await reserve({ ctx: world.ctx(), input: { userId, holdId, amountMicro, ref, deadlineAt: inDays(1) } });
  return holdId;
}

const capture = (holdId: string, credits: number, royalty?: Royalty) =>
  settle({ ctx: world.ctx(), input: { holdId, captureMicro: BigInt(credits * 1e6), reason: 'metered', royalty } });

const giveBack = (holdId: string, credits: number | null) =>
  refund({
    ctx: world.ctx(),
    input: {
      ...{ holdId, amountMicro: credits === null ? null : BigInt(credits * 1e6), reason: 'Sorry.' },
      ...{ externalSource: 'movement-test', externalId: randomUUID() },
    },
  });

const correct = (userId: string, credits: number, reason: string) =>
  adjust({
    ctx: world.ctx(),
    input: { userId, amountMicro: BigInt(credits * 1e6), reason, externalId: randomUUID() },
  });

const takeBack = (userId: string, credits: number) =>
  clawback({
    ctx: world.ctx(),
    input: {
      ...{ userId, source: 'purchase', amountMicro: BigInt(credits * 1e6), reason: 'The payment was disputed.' },
      ...{ externalSource: 'dispute', externalId: randomUUID(), ref: { type: 'payment', id: 'pay-1' } },
    },
  });

describe('a person’s whole life', () => {
  it('has no line that its page does not explain with the same numbers', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5, { source: 'bonus', expiresAt: inDays(365) });
    await world.give(userId, 5, { expiresAt: inDays(3) });
    const partly = await hold(userId, 6);
    await capture(partly, 4);
    await release({ ctx: world.ctx(), input: { holdId: await hold(userId, 2), reason: 'provider_unavailable' } });
    await giveBack(partly, 1);
    await correct(userId, 3, 'For your patience.');
    await correct(userId, -1, 'One too many.');
    world.clock.advance(8 * DAY_MS);
    await expireLots({ ctx: world.ctx(), input: {} });
    await takeBack(userId, 20);
    await world.give(userId, 4);
    await world.give(userId, 30);
    const lines = await statement(userId);
    expect(new Set(lines.map((line) => line.kind))).toEqual(
      new Set(['grant', 'hold', 'settle', 'release', 'refund', 'adjust', 'expire', 'clawback']),
    );
    for (const line of lines) {
      const movement = await explain(userId, line);
      expect(movement).toMatchObject({
        ...{ kind: line.kind, amount: line.amount, balanceAfter: line.balanceAfter, debt: line.debt },
        ...{ ref: line.ref, reason: line.reason, source: line.source, createdAt: line.createdAt, userId },
      });
      expect(movement.balanceBefore + movement.amount).toBeCloseTo(movement.balanceAfter, 6);
      if (movement.lots.length > 0) {
        expect(movement.lots.reduce((sum, lot) => sum + lot.amount, 0)).toBeCloseTo(movement.amount, 6);
      }
    }
    let balance = 0;
    for (const line of lines.toReversed()) expect(line.balanceAfter).toBeCloseTo((balance += line.amount), 6);
  });
});

describe('the lots of a movement', () => {
  it('are those a hold took from, and those its rest and its refunds went back to', async () => {
    const userId = await world.newUser();
    await world.give(userId, 3, { source: 'ad', expiresAt: inDays(10) });
    await world.give(userId, 10, { source: 'purchase' });
    const holdId = await hold(userId, 8);
    await capture(holdId, 5);
    await giveBack(holdId, 1);
    await giveBack(holdId, null);
    const [last, first, rest, begin] = await Promise.all(
      (await statement(userId)).slice(0, 4).map((line) => explain(userId, line)),
    );
    const lotsOf = (movement?: Movement) => movement?.lots.map((lot) => [lot.source, lot.amount]);
    expect(lotsOf(begin)).toEqual([
      ['ad', -3],
      ['purchase', -5],
    ]);
    expect(lotsOf(rest)).toEqual([['purchase', 3]]);
    expect(lotsOf(first)).toEqual([['purchase', 1]]);
    expect(lotsOf(last)).toEqual([
      ['ad', 3],
      ['purchase', 1],
    ]);
    expect(begin?.hold).toEqual({ amount: 8, captured: 5, refunded: 5, state: 'captured' });
    expect(begin?.related.map(({ kind, amount, charged }) => [kind, amount, charged])).toEqual([
      ['hold', -8, 0],
      ['settle', 3, 5],
      ['refund', 1, -1],
      ['refund', 4, -4],
    ]);
  });

  it('are named for an earning and for an expiry with their last day', async () => {
    const userId = await world.newUser();
    const day = inDays(2);
    await world.give(userId, 5, { expiresAt: day });
    const [grant] = (await newest(userId)).lots;
    expect(grant).toMatchObject({ source: 'ad', amount: 5, graceUntil: null });
    expect(grant?.expiresAt?.slice(0, 10)).toBe(day.toISOString().slice(0, 10));
    world.clock.advance(4 * DAY_MS);
    await expireLots({ ctx: world.ctx(), input: {} });
    expect(await newest(userId)).toMatchObject({ kind: 'expire', amount: -5, lots: [{ ...grant, amount: -5 }] });
  });

  it('say how long a return to an expired lot lives on', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5, { expiresAt: inDays(1) });
    const holdId = await hold(userId, 5);
    world.clock.advance(3 * DAY_MS);
    await release({ ctx: world.ctx(), input: { holdId } });
    expect((await newest(userId)).lots).toMatchObject([{ amount: 5, graceUntil: inDays(7).toISOString() }]);
  });
});

describe('a debt', () => {
  it('is told where it came from and what paid it, in lines that moved nothing to spend too', async () => {
    const userId = await world.newUser();
    await world.give(userId, 2, { source: 'purchase' });
    await takeBack(userId, 10);
    await takeBack(userId, 1);
    await world.give(userId, 4);
    await world.give(userId, 7);
    const lines = (await statement(userId)).map(({ kind, amount, debt, balanceAfter }) => [
      ...[kind, amount, debt, balanceAfter],
    ]);
    expect(lines).toEqual([
      ['grant', 2, -5, 2],
      ['grant', 0, -4, 0],
      ['clawback', 0, 1, 0],
      ['clawback', -2, 8, 0],
      ['grant', 2, 0, 2],
    ]);
    expect(await newest(userId)).toMatchObject({ owedAfter: 0, balanceBefore: 0, balanceAfter: 2 });
    expect(await explain(userId, (await statement(userId))[2]!)).toMatchObject({ owedAfter: 9, amount: 0 });
  });
});

describe('a royalty', () => {
  it('says by how many uses and what share, never whose; what a refund took back says why', async () => {
    const [payer, author] = [await world.newUser(), await world.newUser()];
    await world.give(payer, 100);
    const royalty: Royalty = { authorId: author, ratePpm: 20_000, ref: { type: 'prompt', id: 'p-1' }, expiresAt: null };
    const uses = [await hold(payer, 5), await hold(payer, 5)];
    for (const holdId of uses) await capture(holdId, 5, royalty);
    await collectRoyalties({ ctx: world.ctx(), input: {} });
    const earned = await newest(author);
    expect(earned).toMatchObject({
      ...{ kind: 'royalty', amount: 0.2, source: 'royalty', uses: { count: 2, rate: 0.02 } },
      ...{ ref: { type: 'prompt', id: 'p-1' }, lots: [{ source: 'royalty', amount: 0.2, expiresAt: null }] },
    });
    expect(JSON.stringify(earned)).not.toContain(payer);
    await giveBack(uses[0]!, null);
    expect(await newest(author)).toMatchObject({ kind: 'royalty', amount: -0.1, reason: 'use_refunded', uses: null });
  });
});

describe('a movement', () => {
  it('is found by its owner and by operators; for others it is not there', async () => {
    const [own, other] = [await world.newUser(), await world.newUser()];
    await world.give(own, 1);
    const id = (await newest(own)).id;
    const asked = (actor: Parameters<typeof world.ctx>[0]) => getMovement({ ctx: world.ctx(actor), input: { id } });
    expect(await asked(world.operator(other))).toMatchObject({ id, userId: own });
    const key = { type: 'apiKey' as const, userId: own, keyId: 'k', scopes: [], plan: 'free' as const };
    expect(await asked(key)).toMatchObject({ id });
    await expect(asked(world.person(other))).rejects.toMatchObject({ code: 'not_found' });
    await expect(asked({ type: 'guest' })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(asked({ type: 'adNetwork', network: 'n' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['', 'x', '1-2', '-1', '9'.repeat(19), '123456789', "1' OR '1'='1"])('is not found by %p', async (id) => {
    const ctx = world.ctx(world.person(await world.newUser()));
    await expect(getMovement({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
  });
});
