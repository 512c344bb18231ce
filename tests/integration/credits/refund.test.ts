import { randomUUID } from 'node:crypto';
import { clawback, getCredits, refund, release, reserve, settle, type RefundInput, type Royalty } from '@/lib/credits';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const credits = (userId: string) => getCredits({ ctx: world.ctx(), input: { userId } });
const remaining = async (userId: string) => (await credits(userId)).lots.map((lot) => [lot.source, lot.remaining]);
const inDays = (days: number) => new Date(world.clock.now().getTime() + days * DAY_MS);

async function captured(userId: string, held: number, captureMicro: bigint, royalty?: Royalty): Promise<string> {
  const holdId = randomUUID();
  const ref = { type: 'offer' as const, id: holdId };
  const amountMicro = BigInt(held * 1e6);
  await reserve({ ctx: world.ctx(), input: { userId, holdId, amountMicro, ref, deadlineAt: inDays(1) } });
  await settle({ ctx: world.ctx(), input: { holdId, captureMicro, royalty } });
  return holdId;
}

const giveBack = (holdId: string, amountMicro: bigint | null = null, change: Partial<RefundInput> = {}) =>
  refund({
    ctx: world.ctx(),
    input: {
      ...{ holdId, amountMicro, reason: 'Sorry.', externalSource: 'test-refund', externalId: randomUUID() },
      ...change,
    },
  });

describe('a refund', () => {
  it('returns a capture to the very lots it came from, last taken first', async () => {
    const userId = await world.newUser();
    await world.give(userId, 3, { source: 'ad', expiresAt: inDays(10) });
    await world.give(userId, 10, { source: 'purchase' });
    const holdId = await captured(userId, 8, 6_000_000n);
    expect(await remaining(userId)).toEqual([['purchase', 7]]);
    expect(await giveBack(holdId, 4_000_000n)).toMatchObject({ outcome: 'refunded', availableMicro: 11_000_000n });
    expect(await remaining(userId)).toEqual([
      ['ad', 1],
      ['purchase', 10],
    ]);
    await giveBack(holdId);
    expect(await remaining(userId)).toEqual([
      ['ad', 3],
      ['purchase', 10],
    ]);
  });

  it('never gives back more than was captured and not refunded yet', async () => {
    const userId = await world.newUser();
    await world.give(userId, 10);
    const holdId = await captured(userId, 5, 4_000_000n);
    await expect(giveBack(holdId, 4_000_001n)).rejects.toMatchObject({ code: 'conflict', extra: { left: 4 } });
    await giveBack(holdId, 3_000_000n);
    await expect(giveBack(holdId, 1_000_001n)).rejects.toMatchObject({ code: 'conflict', extra: { left: 1 } });
    await giveBack(holdId);
    await expect(giveBack(holdId)).rejects.toMatchObject({ code: 'conflict', extra: { left: 0 } });
    expect(await credits(userId)).toMatchObject({ available: 10, held: 0 });
  });

  it('moves once per external id; the same id with another input is a mistake', async () => {
    const userId = await world.newUser();
    await world.give(userId, 10);
    const holdId = await captured(userId, 5, 5_000_000n);
    const same = { externalId: randomUUID() };
    const first = await giveBack(holdId, 2_000_000n, same);
    expect(await giveBack(holdId, 2_000_000n, same)).toEqual({ ...first, outcome: 'repeated' });
    await expect(giveBack(holdId, 1_000_000n, same)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    await expect(giveBack(holdId, 2_000_000n, { ...same, reason: 'Other words.' })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    expect((await credits(userId)).available).toBe(7);
  });

  it('of a lot that has expired meanwhile lives 7 more days', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5, { expiresAt: inDays(1) });
    const holdId = await captured(userId, 5, 5_000_000n);
    world.clock.advance(3 * DAY_MS);
    await giveBack(holdId, 2_000_000n);
    expect((await credits(userId)).lots).toEqual([{ source: 'ad', remaining: 2, expiresAt: inDays(7).toISOString() }]);
    world.clock.advance(7 * DAY_MS);
    expect((await credits(userId)).available).toBe(0);
  });

  it('is refused for holds that captured nothing, and for strangers', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    const holdId = randomUUID();
    const ref = { type: 'offer' as const, id: holdId };
    const input = { userId, holdId, amountMicro: 1_000_000n, ref, deadlineAt: inDays(1) };
    await reserve({ ctx: world.ctx(), input });
    await expect(giveBack(holdId)).rejects.toMatchObject({ code: 'conflict' });
    await release({ ctx: world.ctx(), input: { holdId } });
    await expect(giveBack(holdId)).rejects.toMatchObject({ code: 'conflict' });
    await expect(giveBack(randomUUID())).rejects.toMatchObject({ code: 'not_found' });
    await expect(giveBack(holdId, 0n)).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'amount' }] });
    const asked: RefundInput = { holdId, amountMicro: 1n, reason: 'r', externalSource: 's', externalId: 'x' };
    for (const actor of [world.person(userId), { type: 'adNetwork' as const, network: 'n' }]) {
      await expect(refund({ ctx: world.ctx(actor), input: asked })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('is no income: a debt stays until something is earned', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5, { source: 'purchase' });
    const holdId = await captured(userId, 5, 5_000_000n);
    const dispute = { externalSource: 'dispute', externalId: randomUUID(), ref: { type: 'payment' as const, id: 'p' } };
    await clawback({ ctx: world.ctx(), input: { userId, source: 'purchase', amountMicro: 2_000_000n, ...dispute } });
    await giveBack(holdId);
    expect(await credits(userId)).toMatchObject({ available: 5, debt: 2 });
  });
});
