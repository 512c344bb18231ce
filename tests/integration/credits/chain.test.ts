import { closeDays, verifyLedger } from '@/lib/credits';
import type { Db } from '@/lib/db';
import { DAY_MS, handClock, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

let world: LedgerWorld;
let userId: string;
/** Three days: two grants, none, one; the fourth is open. */
beforeAll(async () => {
  world = ledgerWorld(await openTestDb(), handClock(new Date('2026-03-10T12:00:00.000Z')));
  userId = await world.newUser();
  await world.give(userId, 5);
  await world.give(userId, 6);
  world.clock.advance(2 * DAY_MS);
  await world.give(userId, 7);
  world.clock.set(new Date('2026-03-13T00:59:59.999Z'));
});
afterAll(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const close = () => closeDays({ ctx: world.ctx(), input: {} });

class Undo extends Error {}

/** What the chain's checks say after `statements`, with the database's own guards out of the way; undone afterwards. */
async function tampered(...statements: string[]) {
  const found: string[] = [];
  const work = world.db.transaction(async (db: Db) => {
    for (const table of ['ledger_entries', 'ledger_transactions', 'ledger_links', 'ledger_days', 'credit_lots']) {
      await db.prisma.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    }
    for (const statement of statements) await db.prisma.$executeRawUnsafe(statement);
    const { checks } = await verifyLedger({ ctx: { ...world.ctx(), db }, input: {} });
    for (const { name, ok, differences } of checks) {
      if (!ok && name.startsWith('chain-')) found.push(`${name}: ${differences[0]?.subject} ${differences[0]?.actual}`);
    }
    throw new Undo();
  });
  await expect(work).rejects.toBeInstanceOf(Undo);
  return found;
}

describe('the hash chain', () => {
  it('closes a day an hour after its end, each once, with those before it', async () => {
    const first = await Promise.all([close(), close(), close()]);
    expect(
      first
        .flatMap(({ closed }) => closed)
        .map(({ day, transactions }) => [day, transactions])
        .sort(),
    ).toEqual([
      ['2026-03-10', 2],
      ['2026-03-11', 0],
    ]);
    world.clock.advance(1);
    const [third] = (await close()).closed;
    expect(third).toMatchObject({ day: '2026-03-12', transactions: 1 });
    expect(third?.closingHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await close()).closed).toEqual([]);
  });

  it('leaves a line in the log and an audit row for each day', async () => {
    expect(world.lines.filter((line) => line.message === 'a day of the ledger was closed')).toHaveLength(3);
    const rows = await world.db.sql<{ day: string }>(
      `SELECT subject_id AS day FROM audit_log WHERE action = 'ledger.close-day' ORDER BY 1`,
    );
    expect(rows.map(({ day }) => day)).toEqual(['2026-03-10', '2026-03-11', '2026-03-12']);
  });

  it('takes a transaction that was committed late into the next day', async () => {
    world.clock.set(new Date('2026-03-12T23:59:59.000Z'));
    await world.give(userId, 1);
    world.clock.set(new Date('2026-03-13T13:00:00.000Z'));
    await world.give(userId, 2);
    expect((await world.verify()).ok).toBe(true);
    world.clock.advance(DAY_MS);
    expect((await close()).closed).toMatchObject([{ day: '2026-03-13', transactions: 2 }]);
  });

  it('refuses days that have not ended, and days out of their order', async () => {
    const ask = async (day: string) => {
      const [row] = await world.db.sql<{ answer: { outcome: string } }>(
        'SELECT ledger_close_day($1::date, $2::timestamptz) AS answer',
        [day, world.clock.now()],
      );
      return row?.answer.outcome;
    };
    expect(await ask('2026-03-14')).toBe('not_ended');
    expect(await ask('2026-03-13')).toBe('already');
    expect(await ask('2026-03-01')).toBe('out_of_order');
  });

  it('cannot be changed', async () => {
    for (const change of [
      `UPDATE ledger_links SET hash = hash`,
      `DELETE FROM ledger_links`,
      `UPDATE ledger_days SET closing_hash = closing_hash`,
      `DELETE FROM ledger_days`,
    ]) {
      await expect(world.db.sql(change)).rejects.toThrow('append-only');
    }
  });

  it('is closed by the hub and operators only', async () => {
    await expect(closeDays({ ctx: world.ctx(world.person(userId)), input: {} })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('verify names the first broken link', () => {
  const [FIRST, SECOND, THIRD] = [
    'transaction 1 of 2026-03-10',
    'transaction 2 of 2026-03-10',
    'transaction 3 of 2026-03-12',
  ];

  it.each([
    ['a reason', `UPDATE ledger_transactions SET reason = 'other' WHERE id IN (2, 3)`, SECOND],
    ['an external id', `UPDATE ledger_transactions SET external_id = 'other' WHERE id = 1`, FIRST],
    ['a time', `UPDATE ledger_transactions SET created_at = created_at + interval '1 microsecond' WHERE id = 3`, THIRD],
    ['an amount', `UPDATE ledger_entries SET amount_micro = amount_micro * 2 WHERE transaction_id = 2`, SECOND],
    [
      'a balance',
      `UPDATE ledger_entries SET balance_after_micro = 1 WHERE transaction_id = 3 AND user_id IS NOT NULL`,
      THIRD,
    ],
    [
      'an account',
      `UPDATE ledger_entries SET account = 'platform:bonus' WHERE transaction_id = 1 AND user_id IS NULL`,
      FIRST,
    ],
    ['a removed entry', `DELETE FROM ledger_entries WHERE transaction_id = 3`, THIRD],
    ['a link', `UPDATE ledger_links SET hash = sha256('x') WHERE transaction_id = 2`, SECOND],
  ])('for %s that was changed', async (_what, statement, subject) => {
    const [found = ''] = await tampered(statement);
    expect(found).toContain(`chain-unbroken: ${subject} `);
  });

  it('for a link that was taken out', async () => {
    const found = await tampered(`DELETE FROM ledger_links WHERE transaction_id = 2`);
    expect(found[0]).toContain(`chain-unbroken: ${THIRD}`);
    expect(found).toContainEqual(expect.stringContaining('chain-days: 2026-03-10 1 links'));
    expect(found).toContainEqual(expect.stringContaining('chain-complete: transaction 2 none'));
  });

  it('for a day that was taken out, or closed with another hash', async () => {
    expect(await tampered(`DELETE FROM ledger_days WHERE day = '2026-03-11'`)).toEqual([
      expect.stringContaining('chain-days: 2026-03-12 1 links, a gap'),
    ]);
    expect(await tampered(`UPDATE ledger_days SET closing_hash = sha256('x') WHERE day = '2026-03-12'`)).toEqual([
      expect.stringContaining('chain-days: 2026-03-12'),
    ]);
  });

  it('not for a chain that is whole', async () => {
    expect(await tampered('SELECT 1')).toEqual([]);
  });
});
