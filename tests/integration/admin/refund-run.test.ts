import { randomUUID } from 'node:crypto';
import { refundRun, type RefundRunInput } from '@/lib/admin';
import { listStatement } from '@/lib/credits';
import { refundRunSchema } from '@/lib/admin/view-schema';
import { getRun } from '@/lib/runs';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
let operatorId: string;
let userId: string;
let runId: string;
let charged: number;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  operatorId = await world.newUser();
});
beforeEach(async () => {
  userId = await world.userWith(20);
  const run = await world.run(world.ctxOf(userId));
  runId = run.id;
  charged = run.credits.charged;
  expect(charged).toBeGreaterThan(1);
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});
afterAll(() => world.close());

const call = (change: Partial<RefundRunInput> = {}, ctx = world.ctx(world.operator(operatorId))) =>
  refundRun({ ctx, input: { runId, reason: 'goodwill', idempotencyKey: randomUUID(), ...change } });
const auditRows = () => world.db.prisma.auditEntry.findMany({ where: { subjectId: runId } });
const byField = (path: string) => ({ code: 'invalid_input', fields: [expect.objectContaining({ path })] });

it('gives all of the charge back; the user sees it on the receipt and on the statement', async () => {
  expect(await call()).toEqual({
    run: { id: runId, charged: 0, refunded: charged },
    amount: charged,
    available: 20,
    repeated: false,
  });
  const receipt = await getRun({ ctx: world.ctxOf(userId), input: { id: runId } });
  expect(receipt.credits).toMatchObject({ charged: 0, refunded: charged, reason: 'refunded_by_operator' });
  const { items } = await listStatement({ ctx: world.ctxOf(userId), input: {} });
  expect(items[0]).toMatchObject({ kind: 'refund', amount: charged, ref: { type: 'run', id: runId } });
});

it('gives a part back, then the rest, and never more', async () => {
  expect(await call({ amount: 1 })).toMatchObject({ amount: 1, run: { charged: charged - 1, refunded: 1 } });
  await expect(call({ amount: charged })).rejects.toMatchObject({ code: 'conflict', extra: { left: charged - 1 } });
  expect(await call()).toMatchObject({ amount: charged - 1, run: { charged: 0, refunded: charged } });
  await expect(call()).rejects.toMatchObject({ code: 'conflict', extra: { left: 0 } });
  await expect(call({ amount: 0.000001 })).rejects.toMatchObject({ code: 'conflict' });
});

it('repeats under the same key: one effect, one audit row, the same answer, marked', async () => {
  const idempotencyKey = randomUUID();
  const [first, second] = await Promise.all([call({ amount: 1, idempotencyKey }), call({ amount: 1, idempotencyKey })]);
  const [done, repeated] = first.repeated ? [second, first] : [first, second];
  expect(repeated).toEqual({ ...done, repeated: true });
  expect(await world.available(userId)).toBe(20 - charged + 1);
  expect(await auditRows()).toHaveLength(1);
  await expect(call({ amount: 2, idempotencyKey })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  await expect(call({ idempotencyKey })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
});

it('a hundred operators’ clicks at once give back what was charged and no more', async () => {
  const clicks = await Promise.allSettled(Array.from({ length: 100 }, () => call({ amount: 1 })));
  const done = clicks.filter(({ status }) => status === 'fulfilled').length;
  expect(done).toBe(Math.floor(charged));
  expect(await world.available(userId)).toBe(20 - charged + done);
});

it('leaves an audit row in the same transaction, and none where nothing moved', async () => {
  await call({ amount: 1 });
  expect(await auditRows()).toMatchObject([
    {
      action: 'runs.refund',
      actorId: operatorId,
      subjectType: 'run',
      data: { userId, amount: 1, reason: 'goodwill', transactionId: expect.stringMatching(/^\d+$/) },
    },
  ]);
  await expect(call({ amount: 1_000 })).rejects.toMatchObject({ code: 'conflict' });
  expect(await auditRows()).toHaveLength(1);
});

it('a refusal leaves no record: the same key may be used with less', async () => {
  const idempotencyKey = randomUUID();
  await expect(call({ amount: 1_000, idempotencyKey })).rejects.toMatchObject({ code: 'conflict' });
  expect(await call({ amount: 1, idempotencyKey })).toMatchObject({ amount: 1, repeated: false });
});

it.each([
  [{ amount: 0 }, 'amount'],
  [{ amount: -1 }, 'amount'],
  [{ amount: 1e-7 }, 'amount'],
  [{ amount: Number.NaN }, 'amount'],
  [{ amount: 2e9 }, 'amount'],
  [{ reason: ' ' }, 'reason'],
  [{ reason: 'x'.repeat(501) }, 'reason'],
  [{ reason: 'a\0b' }, 'reason'],
  [{ idempotencyKey: null }, 'Idempotency-Key'],
])('refuses %j and names the field', async (change, path) => {
  await expect(call(change)).rejects.toMatchObject(byField(path));
  expect(await auditRows()).toHaveLength(0);
});

it.each(['nonsense', '', randomUUID()])('knows no run %j', async (unknown) => {
  await expect(call({ runId: unknown })).rejects.toMatchObject({ code: 'not_found' });
});

it('is for operators in a browser', async () => {
  const key = { type: 'apiKey', userId: operatorId, keyId: 'k', scopes: [], plan: 'free' } as const;
  await expect(call({}, world.ctxOf(userId))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(call({}, world.ctx(key))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(call({}, world.ctx({ type: 'guest' }))).rejects.toMatchObject({ code: 'unauthenticated' });
});

it('is not asked for with a member that is spelled wrong: without its amount it would give back everything', () => {
  expect(refundRunSchema.safeParse({ reason: 'r', amout: 1 }).error?.issues[0]).toMatchObject({ keys: ['amout'] });
  expect(refundRunSchema.safeParse({ reason: 'r', amount: 1 }).success).toBe(true);
});
