import { endOfUtcDay } from '@/lib/credits/grant';
import { formatLedgerReport, INVARIANTS, LOT_SOURCES, type LedgerReport } from '@/lib/credits';

const counts = { users: 2, transactions: 3, entries: 6, lots: 2, holds: 1, runs: 1 };
const check = (name: string, count: number): LedgerReport['checks'][number] => ({
  name,
  rule: `the rule of ${name}`,
  ok: count === 0,
  count,
  differences: count === 0 ? [] : [{ subject: 'user 1', expected: '5', actual: '6' }],
});

describe('the report of ledger:verify', () => {
  it('has a line for every rule and says that all is right', () => {
    const text = formatLedgerReport({ ok: true, checks: [check('one', 0), check('longer', 0)], counts });
    expect(text.split('\n')).toEqual([
      'ok     one     the rule of one',
      'ok     longer  the rule of longer',
      '',
      '2 users, 3 transactions, 6 entries, 2 lots, 1 holds, 1 runs.',
      'The ledger is right: 2 rules hold.',
    ]);
  });

  it('shows what differs under its rule, and how much more there is', () => {
    const text = formatLedgerReport({ ok: false, checks: [check('one', 3), check('two', 0)], counts });
    expect(text).toContain(
      'WRONG  one  the rule of one\n         user 1: expected 5, stored 6\n         and 2 more\nok     two',
    );
    expect(text).toContain('The ledger is WRONG: 1 of 2 rules are broken. Nothing was repaired.');
  });
});

describe('the invariants', () => {
  it('have names of their own', () => {
    expect(new Set(INVARIANTS.map((invariant) => invariant.name)).size).toBe(INVARIANTS.length);
  });

  it('only read', () => {
    for (const { differences } of INVARIANTS)
      expect(differences).not.toMatch(/\b(INSERT|UPDATE|DELETE|TRUNCATE|ALTER|FOR UPDATE)\b/i);
  });
});

describe('sources', () => {
  it('are listed once each', () => {
    expect(new Set(LOT_SOURCES).size).toBe(LOT_SOURCES.length);
  });

  it.each([
    ['2026-03-10T00:00:00.000Z', '2026-03-10T23:59:59.999Z'],
    ['2026-03-10T23:59:59.999Z', '2026-03-10T23:59:59.999Z'],
    ['2024-02-29T12:34:56.789Z', '2024-02-29T23:59:59.999Z'],
  ])('an expiry at %s is moved to %s', (moment, end) => {
    expect(endOfUtcDay(new Date(moment)).toISOString()).toBe(end);
  });
});
