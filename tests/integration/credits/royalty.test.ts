import { randomUUID } from 'node:crypto';
import {
  clawback,
  collectRoyalties,
  getCredits,
  listStatement,
  refund,
  reserve,
  settle,
  type Royalty,
  type SettleOutcome,
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

const credits = (userId: string) => getCredits({ ctx: world.ctx(), input: { userId } });
const collect = () => collectRoyalties({ ctx: world.ctx(), input: {} });
const of = (authorId: string, change: Partial<Royalty> = {}): Royalty => ({
  ...{ authorId, ratePpm: 20_000, ref: { type: 'prompt', id: 'a-prompt' }, expiresAt: null },
  ...change,
});

async function reader(amount = 100): Promise<string> {
  const userId = await world.newUser();
  await world.give(userId, amount);
  return userId;
}

async function use(
  userId: string,
  royalty: Royalty,
  captureMicro = 5_000_000n,
): Promise<SettleOutcome & { holdId: string }> {
  const holdId = randomUUID();
  const input = { userId, holdId, amountMicro: 5_000_000n, ref: { type: 'offer' as const, id: holdId } };
  await reserve({ ctx: world.ctx(), input: { ...input, deadlineAt: world.clock.now() } });
  return { holdId, ...(await settle({ ctx: world.ctx(), input: { holdId, captureMicro, royalty } })) };
}

const takeBack = (holdId: string, amountMicro: bigint | null = null) =>
  refund({
    ctx: world.ctx(),
    input: { holdId, amountMicro, reason: 'Sorry.', externalSource: 'royalty-test', externalId: randomUUID() },
  });

describe('a royalty', () => {
  it('is the whole microcredits of its rate of the capture, minted beside it', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    await use(payer, of(author));
    await use(payer, of(author), 3_333_333n);
    expect((await credits(payer)).available).toBe(91.666667);
    expect(await collect()).toEqual({ authors: 1, collectedMicro: 166_666n });
    expect(await credits(author)).toMatchObject({
      available: 0.166666,
      lots: [{ source: 'royalty', remaining: 0.166666, expiresAt: null }],
    });
    expect(await collect()).toEqual({ authors: 0, collectedMicro: 0n });
  });

  it('is none for a release, for a capture too small, and for the use of one’s own', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    await use(payer, of(author), 0n);
    await use(payer, of(author), 49n);
    await use(payer, of(payer));
    await use(payer, of(randomUUID()));
    expect(await collect()).toEqual({ authors: 0, collectedMicro: 0n });
  });

  it('is paid once, however often the settlement is repeated', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    const { holdId } = await use(payer, of(author));
    const again = { holdId, captureMicro: 5_000_000n, royalty: of(author) };
    const outcomes = await Promise.all([1, 2, 3].map(() => settle({ ctx: world.ctx(), input: again })));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated', 'repeated']);
    expect((await collect()).collectedMicro).toBe(100_000n);
  });

  it('is collected by prompt, and by the author’s own next step without waiting for the job', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    await use(payer, of(author));
    await use(payer, of(author));
    await use(payer, of(author, { ref: { type: 'prompt', id: 'another' } }));
    const input = { userId: author, holdId: randomUUID(), amountMicro: 300_000n };
    const ref = { type: 'offer' as const, id: randomUUID() };
    const held = await reserve({ ctx: world.ctx(), input: { ...input, ref, deadlineAt: world.clock.now() } });
    expect(held).toMatchObject({ outcome: 'held', availableMicro: 0n });
    const { items } = await listStatement({ ctx: world.ctx(), input: { userId: author } });
    expect(items.map(({ kind, amount, ref: about }) => [kind, amount, about.id])).toEqual([
      ['hold', -0.3, ref.id],
      ['royalty', 0.1, 'another'],
      ['royalty', 0.2, 'a-prompt'],
    ]);
  });

  it('expires as it was told', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    await use(payer, of(author, { expiresAt: new Date(world.clock.now().getTime() + DAY_MS) }));
    await collect();
    expect((await credits(author)).lots[0]?.expiresAt).toMatch(/T23:59:59\.999Z$/);
    world.clock.advance(2 * DAY_MS);
    expect((await credits(author)).available).toBe(0);
  });

  it('pays a debt first', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    const dispute = { externalSource: 'dispute', externalId: randomUUID(), ref: { type: 'payment' as const, id: 'p' } };
    const input = { userId: author, source: 'purchase' as const, amountMicro: 60_000n, ...dispute };
    await clawback({ ctx: world.ctx(), input });
    await use(payer, of(author));
    await collect();
    expect(await credits(author)).toMatchObject({ available: 0.04, debt: 0 });
  });

  it('shrinks with a refund before it is collected', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    const { holdId } = await use(payer, of(author));
    await takeBack(holdId, 2_000_000n);
    expect((await collect()).collectedMicro).toBe(60_000n);
    const other = await use(payer, of(author));
    await takeBack(other.holdId);
    expect((await collect()).collectedMicro).toBe(0n);
  });

  it('is taken back from the author when a collected use is refunded, into debt where it is spent', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    const { holdId } = await use(payer, of(author));
    await collect();
    await takeBack(holdId, 2_500_000n);
    expect(await credits(author)).toMatchObject({ available: 0.05, debt: 0 });
    const spent = { userId: author, holdId: randomUUID(), amountMicro: 50_000n };
    const ref = { type: 'offer' as const, id: randomUUID() };
    await reserve({ ctx: world.ctx(), input: { ...spent, ref, deadlineAt: world.clock.now() } });
    await takeBack(holdId);
    expect(await credits(author)).toMatchObject({ available: 0, held: 0.05, debt: 0.05 });
    expect((await credits(payer)).available).toBe(100);
    await world.give(author, 1);
    expect(await credits(author)).toMatchObject({ available: 0.95, debt: 0 });
  });

  it('has a rate between a millionth and a half', async () => {
    const [payer, author] = [await reader(), await world.newUser()];
    for (const ratePpm of [0, -1, 0.5, 500_001, Number.NaN]) {
      await expect(use(payer, of(author, { ratePpm }))).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: 'royalty.ratePpm' }],
      });
    }
    await world.db.sql(`SELECT ledger_settle(id, 0, 'released', NULL, now()) FROM credit_holds WHERE state = 'open'`);
  });

  it('is collected by the hub and operators only', async () => {
    const person = world.person(await world.newUser());
    await expect(collectRoyalties({ ctx: world.ctx(person), input: {} })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('two hundred people who use one prompt at once never wait for its author, and each use earns', async () => {
  const author = await world.newUser();
  const people = await Promise.all(Array.from({ length: 20 }, () => reader(50)));
  await Promise.all(Array.from({ length: 200 }, (_, index) => use(people[index % 20]!, of(author))));
  const turns = await Promise.all([collect(), collect(), collect()]);
  expect(turns.reduce((sum, turn) => sum + turn.collectedMicro, 0n)).toBe(20_000_000n);
  expect((await credits(author)).available).toBe(20);
});

it('refunds that cross, of two authors who use each other’s prompts, all come through', async () => {
  const [one, other] = [await reader(), await reader()];
  const uses = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 ? use(one, of(other)) : use(other, of(one)))),
  );
  await collect();
  await Promise.all(uses.map(({ holdId }) => takeBack(holdId)));
  expect([(await credits(one)).available, (await credits(other)).available]).toEqual([100, 100]);
});
