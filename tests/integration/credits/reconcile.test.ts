import { closeDays, ledgerHealth, ledgerState, listDays, reconcile } from '@/lib/credits';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;

const check = () => reconcile({ ctx: world.ctx(), input: {} });
const health = () => ledgerHealth({ ctx: world.ctx(), input: {} });
const state = () => ledgerState(world.db, world.clock.now());

describe('of a ledger of its own, which is counted or broken', () => {
  beforeEach(async () => {
    world = ledgerWorld(await openTestDb());
  });

  it('keeps what it found: every check, the counts and the sums of the platform’s accounts', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    await world.give(userId, 2.5, { source: 'purchase' });
    expect(await health()).toBeNull();
    expect(await state()).toBe('unchecked');
    const found = await check();
    expect(found).toMatchObject({ ok: true, broken: [] });
    const kept = await health();
    expect(kept).toMatchObject({ id: found.id, ok: true, finishedAt: world.clock.now().toISOString() });
    expect(kept?.checks.map(({ ok, count }) => [ok, count])).toEqual(kept?.checks.map(() => [true, 0]));
    expect(kept?.counts).toMatchObject({ users: 1, transactions: 2, entries: 4 });
    expect(kept?.accounts).toEqual([
      { account: 'platform:ad', out: 5, in: 0 },
      { account: 'platform:purchase', out: 2.5, in: 0 },
    ]);
    expect(await state()).toBe('ok');
  });

  it('names the broken checks in the log, the audit log and readiness, and repairs nothing', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    await world.db.sql('UPDATE credit_wallets SET available_micro = 7 WHERE user_id = $1::uuid RETURNING user_id', [
      userId,
    ]);
    const { ok, broken, id } = await check();
    expect(ok).toBe(false);
    expect(broken).toEqual(expect.arrayContaining(['wallet-available', 'available-is-in-lots']));
    expect(await state()).toBe('failed');
    const errors = world.lines.filter(({ level }) => level === 'error').map(({ message }) => message);
    expect(errors).toEqual([`the ledger is wrong: ${broken.join(', ')}`]);
    expect(await world.db.sql(`SELECT subject_id, data FROM audit_log WHERE action = 'ledger.broken'`)).toEqual([
      { subject_id: id, data: { broken } },
    ]);
    const difference = (await health())?.checks.find(({ name }) => name === 'wallet-available');
    expect(difference).toMatchObject({
      count: 1,
      differences: [{ subject: userId, expected: '5000000', actual: '7' }],
    });
    expect(
      await world.db.sql('SELECT available_micro::text AS a FROM credit_wallets WHERE user_id = $1::uuid', [userId]),
    ).toEqual([{ a: '7' }]);
  });

  it('counts what was committed after its day had been closed', async () => {
    const userId = await world.newUser();
    await world.give(userId, 5);
    world.clock.advance(DAY_MS);
    await closeDays({ ctx: world.ctx(), input: {} });
    const late = new Date(world.clock.now().getTime() - DAY_MS);
    const today = world.clock.now();
    world.clock.set(late);
    await world.give(userId, 1);
    world.clock.set(today);
    await check();
    expect((await health())?.late).toMatchObject({ linked: 0, waiting: 1, newest: [{ closedWith: null }] });
    world.clock.advance(DAY_MS);
    await closeDays({ ctx: world.ctx(), input: {} });
    await check();
    const after = (await health())?.late;
    expect(after).toMatchObject({ linked: 1, waiting: 0 });
    const [newest, before] = await listDays({ ctx: world.ctx(), input: { limit: 5 } });
    expect(after?.newest).toEqual([{ transactionId: expect.any(String), day: before?.day, closedWith: newest?.day }]);
    expect(newest).toMatchObject({ transactions: 1, closingHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('of any ledger that is right', () => {
  beforeAll(async () => {
    world = ledgerWorld(await openTestDb());
  });

  it('trusts no report that is older than two days', async () => {
    await check();
    world.clock.advance(2 * DAY_MS - 1);
    expect(await state()).toBe('ok');
    world.clock.advance(1);
    expect(await state()).toBe('unchecked');
  });

  it('keeps the newest 400 reports', async () => {
    await world.db.sql(
      `INSERT INTO ledger_checks (started_at, finished_at, ok, report)
       SELECT now(), now(), true, '{}' FROM generate_series(1, 405) RETURNING id`,
    );
    const { id } = await check();
    const [kept] = await world.db.sql<{ n: number; newest: string }>(
      'SELECT count(*)::integer AS n, max(id)::text AS newest FROM ledger_checks',
    );
    expect(kept).toEqual({ n: 400, newest: id });
  });

  it('is for operators and jobs', async () => {
    const userId = await world.newUser();
    const person = world.ctx(world.person(userId));
    const operator = world.ctx(world.operator(userId));
    for (const verb of [reconcile, ledgerHealth]) {
      await expect(verb({ ctx: person, input: {} })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(verb({ ctx: world.ctx({ type: 'guest' }), input: {} })).rejects.toMatchObject({
        code: 'unauthenticated',
      });
      await expect(verb({ ctx: operator, input: {} })).resolves.toBeTruthy();
    }
    await expect(listDays({ ctx: person, input: { limit: 1 } })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
