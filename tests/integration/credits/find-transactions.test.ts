import { randomUUID } from 'node:crypto';
import { closeDays, findTransactions, release, reserve } from '@/lib/credits';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});

const find = (text: string) => findTransactions({ ctx: world.ctx(), input: { text } });

async function releasedHold(): Promise<{ userId: string; runId: string }> {
  const [userId, runId] = [await world.newUser(), randomUUID()];
  await world.give(userId, 5);
  const deadlineAt = new Date(world.clock.now().getTime() + DAY_MS);
  const ref = { type: 'offer' as const, id: runId };
  await reserve({ ctx: world.ctx(), input: { userId, holdId: runId, amountMicro: 2_000_000n, ref, deadlineAt } });
  await release({ ctx: world.ctx(), input: { holdId: runId } });
  return { userId, runId };
}

it('finds everything that happened to one thing, oldest first, with its entries', async () => {
  const { userId, runId } = await releasedHold();
  const found = await find(` ${runId.toUpperCase()} `);
  expect(found.map(({ kind }) => kind)).toEqual(['hold', 'release']);
  expect(found[0]).toMatchObject({
    userId,
    ref: { type: 'offer', id: runId },
    external: null,
    link: null,
    entries: [
      { account: 'user:available', amount: -2, balanceAfter: 3 },
      { account: 'user:held', amount: 2, balanceAfter: 2 },
    ],
  });
  for (const { entries } of found) expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
});

it('finds by external id, whatever its source, and by the transaction’s own id', async () => {
  const userId = await world.newUser();
  const externalId = `callback ${randomUUID()}`;
  await world.give(userId, 1.5, { externalId });
  const [posted, ...more] = await find(externalId);
  expect(more).toEqual([]);
  expect(posted).toMatchObject({ kind: 'grant', external: { source: 'test', id: externalId } });
  expect(posted?.entries).toEqual([
    { account: 'platform:ad', amount: -1.5, balanceAfter: null },
    { account: 'user:available', amount: 1.5, balanceAfter: 1.5 },
  ]);
  expect(await find(posted?.id ?? '')).toEqual([posted]);
});

it('shows the place in the hash chain once the day is closed', async () => {
  const userId = await world.newUser();
  const externalId = randomUUID();
  await world.give(userId, 1, { externalId });
  const day = world.clock.now().toISOString().slice(0, 10);
  world.clock.advance(DAY_MS);
  await closeDays({ ctx: world.ctx(), input: {} });
  expect((await find(externalId))[0]?.link).toEqual({ day, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

it.each(['', '   ', 'nothing like it', '9999999999999999999', '0', 'a\0b', randomUUID()])(
  'answers nothing for %j',
  async (text) => {
    expect(await find(text)).toEqual([]);
  },
);

it('is for operators', async () => {
  const person = world.ctx(world.person(await world.newUser()));
  await expect(findTransactions({ ctx: person, input: { text: '1' } })).rejects.toMatchObject({ code: 'forbidden' });
});
