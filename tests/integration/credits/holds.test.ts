import { randomUUID } from 'node:crypto';
import { getCredits, refund, release, reserve, settle, sweepHolds, type ReserveInput } from '@/lib/credits';
import type { Actor } from '@/lib/context';
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
const credits = (userId: string) => getCredits({ ctx: world.ctx(), input: { userId } });
const remaining = async (userId: string) => (await credits(userId)).lots.map((lot) => [lot.source, lot.remaining]);

async function hold(userId: string, amount: number, { minutes = 5, refId = randomUUID(), ctx = world.ctx() } = {}) {
  const holdId = randomUUID();
  const deadlineAt = new Date(world.clock.now().getTime() + minutes * 60_000);
  const input = {
    userId,
    holdId,
    amountMicro: BigInt(Math.round(amount * 1e6)),
    ref: { type: 'offer' as const, id: refId },
    deadlineAt,
  };
  return { holdId, result: await reserve({ ctx, input }) };
}

describe('a hold', () => {
  it('sets credits aside without spending them', async () => {
    const userId = await world.newUser();
    await world.give(userId, 10);
    const { result } = await hold(userId, 4);
    expect(result).toMatchObject({ outcome: 'held', availableMicro: 6_000_000n, heldMicro: 4_000_000n });
    expect(await credits(userId)).toMatchObject({ available: 6, held: 4 });
    expect(await remaining(userId)).toEqual([['ad', 6]]);
  });

  it('is refused when one microcredit is missing, and nothing moves', async () => {
    const userId = await world.newUser();
    await world.give(userId, 1);
    const { result } = await hold(userId, 1.000001);
    expect(result).toMatchObject({ outcome: 'insufficient', availableMicro: 1_000_000n });
    expect(await credits(userId)).toMatchObject({ available: 1, held: 0 });
  });

  it('may take everything', async () => {
    const userId = await world.newUser();
    await world.give(userId, 1);
    expect((await hold(userId, 1)).result.outcome).toBe('held');
  });

  it('exists once per reference', async () => {
    const userId = await world.newUser();
    await world.give(userId, 10);
    const refId = randomUUID();
    const first = await hold(userId, 2, { refId });
    await expect(hold(userId, 2, { refId })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    const again = { userId, holdId: first.holdId, amountMicro: 2_000_000n, ref: { type: 'offer' as const, id: refId } };
    const repeat = (change: Partial<ReserveInput> = {}) =>
      reserve({ ctx: world.ctx(), input: { ...again, deadlineAt: world.clock.now(), ...change } });
    expect(await repeat()).toMatchObject({ outcome: 'repeated', availableMicro: 8_000_000n });
    await expect(repeat({ amountMicro: 3_000_000n })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    await hold(userId, 8);
    // Nothing is left, and the repeat is still a repeat.
    expect(await repeat()).toMatchObject({ outcome: 'repeated', availableMicro: 0n });
  });

  it('ended twice by the very same call answers the same', async () => {
    const userId = await world.newUser();
    await world.give(userId, 10);
    const { holdId } = await hold(userId, 5);
    const end = (captureMicro: bigint) => settle({ ctx: world.ctx(), input: { holdId, captureMicro } });
    const first = await end(2_000_000n);
    expect(first).toMatchObject({ outcome: 'settled', releasedMicro: 3_000_000n });
    expect(await end(2_000_000n)).toEqual({ ...first, outcome: 'repeated' });
    expect(await end(1_000_000n)).toMatchObject({ outcome: 'ended', capturedMicro: 2_000_000n });
  });

  it('answers for a user nobody knows', async () => {
    expect((await hold(randomUUID(), 1)).result).toEqual({ outcome: 'unknown_user' });
  });

  it('needs a positive amount', async () => {
    const userId = await world.newUser();
    await expect(hold(userId, 0)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('does not count credits that have expired, swept or not', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5, { expiresAt: inDays(1) });
    world.clock.advance(2 * DAY_MS);
    expect(await credits(userId)).toEqual({ available: 0, held: 0, debt: 0, lots: [] });
    expect((await hold(userId, 1)).result).toMatchObject({ outcome: 'insufficient', availableMicro: 0n });
  });
});

describe('burn order', () => {
  it('burns free credits before bought ones, then the soonest to expire, then the oldest', async () => {
    const userId = await world.newUser();
    await world.give(userId, 1, { source: 'purchase' });
    await world.give(userId, 1, { source: 'bonus' });
    await world.give(userId, 1, { source: 'daily', expiresAt: inDays(30) });
    await world.give(userId, 1, { source: 'subscription', expiresAt: inDays(2) });
    await world.give(userId, 1, { source: 'ad', expiresAt: inDays(10) });
    await world.give(userId, 1, { source: 'referral' });
    const order: string[] = [];
    let before = await remaining(userId);
    expect(before.map(([source]) => source)).toEqual(['ad', 'daily', 'bonus', 'referral', 'subscription', 'purchase']);
    for (let step = 0; step < 6; step++) {
      await hold(userId, 1);
      const after = await remaining(userId);
      order.push(String(before.find(([source]) => !after.some(([left]) => left === source))?.[0]));
      before = after;
    }
    expect(order).toEqual(['ad', 'daily', 'bonus', 'referral', 'subscription', 'purchase']);
  });

  it('takes one hold from several lots', async () => {
    const userId = await world.newUser();
    await world.give(userId, 2, { source: 'ad', expiresAt: inDays(3) });
    await world.give(userId, 2, { source: 'bonus' });
    await hold(userId, 3);
    expect(await remaining(userId)).toEqual([['bonus', 1]]);
  });
});

describe('an ending', () => {
  it('captures a part and returns the rest to the lots that would burn last', async () => {
    const userId = await world.newUser();
    await world.give(userId, 2, { source: 'ad', expiresAt: inDays(3) });
    await world.give(userId, 2, { source: 'bonus' });
    await world.give(userId, 2, { source: 'purchase' });
    const { holdId } = await hold(userId, 6);
    const result = await settle({ ctx: world.ctx(), input: { holdId, captureMicro: 3_000_000n } });
    expect(result).toMatchObject({
      outcome: 'settled',
      capturedMicro: 3_000_000n,
      releasedMicro: 3_000_000n,
      heldMicro: 0n,
    });
    expect(await remaining(userId)).toEqual([
      ['bonus', 1],
      ['purchase', 2],
    ]);
  });

  it('released, restores exactly the lots it took', async () => {
    const userId = await world.newUser();
    await world.give(userId, 2, { source: 'ad', expiresAt: inDays(3) });
    await world.give(userId, 2, { source: 'bonus' });
    await world.give(userId, 2, { source: 'purchase' });
    const before = await credits(userId);
    const { holdId } = await hold(userId, 5);
    await release({ ctx: world.ctx(), input: { holdId, reason: 'failed' } });
    expect(await credits(userId)).toEqual(before);
  });

  it('happens once: a late capture after a release moves nothing and is logged', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    const { holdId } = await hold(userId, 5);
    await release({ ctx: world.ctx(), input: { holdId } });
    world.lines.length = 0;
    const late = await settle({ ctx: world.ctx(), input: { holdId, captureMicro: 5_000_000n } });
    expect(late).toEqual({ outcome: 'ended', state: 'released', capturedMicro: 0n, availableMicro: 5_000_000n });
    expect(world.lines).toEqual([{ level: 'warn', message: 'a capture came after its hold had ended' }]);
  });

  it('happens once: a release after a capture gives nothing back', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    const { holdId } = await hold(userId, 5);
    await settle({ ctx: world.ctx(), input: { holdId, captureMicro: 5_000_000n } });
    expect(await release({ ctx: world.ctx(), input: { holdId } })).toMatchObject({
      outcome: 'ended',
      state: 'captured',
    });
    expect((await credits(userId)).available).toBe(0);
  });

  it.each([5_000_001n, -1n])('refuses to capture %s of 5 credits held; the hold stays open', async (captureMicro) => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    const { holdId } = await hold(userId, 5);
    await expect(settle({ ctx: world.ctx(), input: { holdId, captureMicro } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect((await credits(userId)).held).toBe(5);
  });

  it('is not found for a hold nobody opened', async () => {
    await expect(release({ ctx: world.ctx(), input: { holdId: randomUUID() } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a lot that expires while it is held', () => {
  const expiring = async () => {
    const userId = await world.newUser();
    await world.give(userId, 5, { expiresAt: inDays(1) });
    const { holdId } = await hold(userId, 3, { minutes: 60 * 72 });
    return { userId, holdId };
  };

  it('lives 7 more days with what was returned; what had stayed behind has expired', async () => {
    const { userId, holdId } = await expiring();
    world.clock.advance(3 * DAY_MS);
    const returnedAt = world.clock.now().getTime();
    await release({ ctx: world.ctx(), input: { holdId } });
    expect(await credits(userId)).toMatchObject({
      available: 3,
      lots: [{ source: 'ad', remaining: 3, expiresAt: new Date(returnedAt + 7 * DAY_MS).toISOString() }],
    });
    world.clock.set(new Date(returnedAt + 7 * DAY_MS - 1));
    expect((await credits(userId)).available).toBe(3);
    world.clock.advance(1);
    expect((await credits(userId)).available).toBe(0);
    expect((await hold(userId, 1)).result.outcome).toBe('insufficient');
  });

  it('is not kept alive for ever by holding and cancelling within the grace', async () => {
    const { userId, holdId } = await expiring();
    world.clock.advance(3 * DAY_MS);
    await release({ ctx: world.ctx(), input: { holdId } });
    const [first] = (await credits(userId)).lots;
    world.clock.advance(5 * DAY_MS);
    const again = await hold(userId, 2);
    await release({ ctx: world.ctx(), input: { holdId: again.holdId } });
    expect((await credits(userId)).lots[0]?.expiresAt).toBe(first?.expiresAt);
  });

  const heldBeyondItsGrace = async (reason?: string) => {
    const { userId, holdId } = await expiring();
    world.clock.advance(3 * DAY_MS);
    await release({ ctx: world.ctx(), input: { holdId } });
    world.clock.advance(7 * DAY_MS - 1_000);
    const beyond = await hold(userId, 3);
    world.clock.advance(2_000);
    await release({ ctx: world.ctx(), input: { holdId: beyond.holdId, reason } });
    return userId;
  };

  it('is not kept alive by a hold that reaches beyond its grace and is cancelled either', async () => {
    const userId = await heldBeyondItsGrace('cancelled');
    expect(await credits(userId)).toMatchObject({ available: 0, held: 0, lots: [] });
    expect((await hold(userId, 1)).result.outcome).toBe('insufficient');
  });

  it('lives 7 more days when such a hold returns because the run failed: nobody pays for what did not come', async () => {
    const userId = await heldBeyondItsGrace('provider_unavailable');
    expect(await credits(userId)).toMatchObject({ available: 3, held: 0 });
    world.clock.advance(7 * DAY_MS);
    expect((await credits(userId)).available).toBe(0);
  });

  it('lives 7 more days with a refund, however long ago its grace was', async () => {
    const { userId, holdId } = await expiring();
    world.clock.advance(3 * DAY_MS);
    await release({ ctx: world.ctx(), input: { holdId } });
    const spent = await hold(userId, 3);
    await settle({ ctx: world.ctx(), input: { holdId: spent.holdId, captureMicro: 3_000_000n } });
    world.clock.advance(30 * DAY_MS);
    const asked = { amountMicro: null, reason: 'Sorry.', externalSource: 'test-refund', externalId: spent.holdId };
    await refund({ ctx: world.ctx(), input: { holdId: spent.holdId, ...asked } });
    expect((await credits(userId)).available).toBe(3);
    world.clock.advance(7 * DAY_MS);
    expect((await credits(userId)).available).toBe(0);
  });

  it('gets no grace when everything is captured', async () => {
    const { userId, holdId } = await expiring();
    world.clock.advance(3 * DAY_MS);
    await settle({ ctx: world.ctx(), input: { holdId, captureMicro: 3_000_000n } });
    expect((await credits(userId)).lots).toEqual([]);
  });
});

describe('whose hold it is', () => {
  const key = (userId: string): Actor => ({ type: 'apiKey', userId, keyId: 'k', scopes: [], plan: 'free' });

  it('lets a person and their API key hold only their own credits', async () => {
    const [own, other] = [await world.newUser(), await world.newUser()];
    await world.give(own, 5);
    expect((await hold(own, 1, { ctx: world.ctx(world.person(own)) })).result.outcome).toBe('held');
    expect((await hold(own, 1, { ctx: world.ctx(key(own)) })).result.outcome).toBe('held');
    await expect(hold(own, 1, { ctx: world.ctx(world.person(other)) })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(hold(own, 1, { ctx: world.ctx(key(other)) })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(hold(own, 1, { ctx: world.ctx({ type: 'guest' }) })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it("does not know a stranger's hold", async () => {
    const [own, other] = [await world.newUser(), await world.newUser()];
    await world.give(own, 5);
    const { holdId } = await hold(own, 5);
    await expect(release({ ctx: world.ctx(world.person(other)), input: { holdId } })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await release({ ctx: world.ctx(world.person(own)), input: { holdId } })).outcome).toBe('settled');
  });
});

describe('the sweep of holds', () => {
  const sweep = (embedded: boolean, actor?: Actor) =>
    sweepHolds({
      ctx: world.ctx(actor),
      input: { embedded, deadOwnersBefore: new Date(world.clock.now().getTime() - 30_000) },
    });
  const stranger = () => ({ ...world.ctx(), instanceId: randomUUID() });
  const seen = (id: string, stopped: Date | null = null) =>
    world.db.sql(
      `INSERT INTO instances (id, started_at, last_seen_at, stopped_at) VALUES ($1::uuid, $2::timestamptz, $2::timestamptz, $3::timestamptz)`,
      [id, world.clock.now(), stopped],
    );

  beforeEach(async () => {
    world.clock.advance(5 * DAY_MS);
    await sweep(true);
  });

  it('returns what is overdue, once', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    const { holdId } = await hold(userId, 5, { minutes: 1 });
    expect(await sweep(true)).toEqual({ ended: 0 });
    world.clock.advance(60_000);
    await sweep(true);
    expect((await credits(userId)).available).toBe(5);
    expect(await release({ ctx: world.ctx(), input: { holdId } })).toMatchObject({
      outcome: 'ended',
      state: 'expired',
    });
    expect(await sweep(true)).toEqual({ ended: 0 });
  });

  it('embedded, returns at once what another process of ours left behind', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    await hold(userId, 2, { ctx: stranger() });
    await hold(userId, 1);
    expect(await sweep(true)).toEqual({ ended: 1 });
    expect(await credits(userId)).toMatchObject({ available: 4, held: 1 });
  });

  it('on a server, leaves living instances alone and returns what dead and stopped ones held', async () => {
    const userId = await world.newUser();
    await world.give(userId, 9);
    const [living, silent, stopped, unseen] = [stranger(), stranger(), stranger(), stranger()];
    await seen(silent.instanceId);
    for (const ctx of [silent, living, stopped, unseen]) await hold(userId, 2, { ctx, minutes: 60 });
    world.clock.advance(31_000);
    await seen(living.instanceId);
    await seen(stopped.instanceId, world.clock.now());
    expect(await sweep(false)).toEqual({ ended: 3 });
    expect(await credits(userId)).toMatchObject({ available: 7, held: 2 });
  });

  it('on a server, leaves a new hold of an instance not seen yet alone', async () => {
    const userId = await world.newUser();
    await world.give(userId, 2);
    await hold(userId, 2, { ctx: stranger() });
    await sweep(false);
    expect((await credits(userId)).held).toBe(2);
  });

  it('is not for users', async () => {
    await expect(sweep(true, world.person(randomUUID()))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
