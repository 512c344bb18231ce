import { randomUUID } from 'node:crypto';
import { adjustCredits, listAdjustments } from '@/lib/admin';
import { audit, listAudit } from '@/lib/audit';
import { ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
let operatorId: string;
let userId: string;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
  operatorId = await world.newUser();
});
beforeEach(async () => {
  userId = await world.newUser();
});

const operator = () => world.ctx(world.operator(operatorId));
const give = (amount: number, reason: string, to = userId) =>
  adjustCredits({ ctx: operator(), input: { userId: to, amount, reason, idempotencyKey: randomUUID() } });

it('tells what was given to one person and taken from them, newest first, and by whom', async () => {
  await give(10, 'goodwill');
  await give(-4, 'a mistake');
  await give(7, 'somebody else', await world.newUser());
  const rows = await listAdjustments({ ctx: operator(), input: { userId } });
  expect(rows).toHaveLength(2);
  const common = {
    user: { id: userId, email: `${userId}@example.test` },
    operator: `${operatorId}@example.test`,
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
  };
  expect(rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...common, amount: 10, reason: 'goodwill' }),
      expect.objectContaining({ ...common, amount: -4, reason: 'a mistake' }),
    ]),
  );
});

it('tells those of everybody without a person, at most ten', async () => {
  for (let index = 0; index < 11; index += 1) await give(1, `number ${index}`);
  expect(await listAdjustments({ ctx: operator(), input: {} })).toHaveLength(10);
});

it('shows one action of the audit log and leaves the others out', async () => {
  await audit(operator(), { action: 'door.open', subjectType: 'door', subjectId: userId, data: { wide: true } });
  await give(3, 'other');
  const input = { action: 'door.open', subjectId: userId, limit: 5 };
  expect(await listAudit({ ctx: operator(), input })).toEqual([
    expect.objectContaining({ actorId: operatorId, subjectId: userId, data: { wide: true } }),
  ]);
});

it.each(['listAudit', 'listAdjustments'] as const)('%s is for operators only', async (verb) => {
  const read = (ctx: ReturnType<LedgerWorld['ctx']>) =>
    verb === 'listAudit'
      ? listAudit({ ctx, input: { action: 'credits.adjust', limit: 5 } })
      : listAdjustments({ ctx, input: {} });
  await expect(read(world.ctx(world.person(userId)))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(read(world.ctx({ type: 'guest' }))).rejects.toMatchObject({ code: 'unauthenticated' });
});
