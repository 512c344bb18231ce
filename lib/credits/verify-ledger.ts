import type { Verb } from '@/lib/context';
import { requireOperator } from './guards';
import { INVARIANTS, type Invariant } from './invariants';
import type { InvariantReport, LedgerReport } from './types';

/** Lines shown of one broken rule; the count is always whole. */
const SHOWN = 20;

interface Row {
  check: number;
  total: string;
  subject: string | null;
  expected: string | null;
  actual: string | null;
}

const checkQuery = (invariant: Invariant, index: number) => `
  (SELECT ${index} AS check, count(*) OVER ()::text AS total, subject::text, expected::text, actual::text
   FROM (${invariant.differences}) AS differences LIMIT ${SHOWN})`;

const COUNTS = `
  SELECT (SELECT count(*) FROM credit_wallets)::text AS users, (SELECT count(*) FROM ledger_transactions)::text AS transactions,
         (SELECT count(*) FROM ledger_entries)::text AS entries, (SELECT count(*) FROM credit_lots)::text AS lots,
         (SELECT count(*) FROM credit_holds)::text AS holds, (SELECT count(*) FROM runs)::text AS runs`;

/**
 * Recomputes every invariant from entries and says where what is stored differs; never repairs. All checks are one
 * statement, so one snapshot: a hub may go on working meanwhile.
 * @throws AppError unauthenticated, forbidden.
 */
export const verifyLedger: Verb<Record<never, never>, LedgerReport> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const rows = await ctx.db.sql<Row>(INVARIANTS.map(checkQuery).join('\nUNION ALL'));
  const [counts] = await ctx.db.sql<Record<keyof LedgerReport['counts'], string>>(COUNTS);
  const checks = INVARIANTS.map((invariant, index) =>
    report(
      invariant,
      rows.filter((row) => row.check === index),
    ),
  );
  return {
    ok: checks.every((check) => check.ok),
    checks,
    counts: {
      users: Number(counts?.users),
      transactions: Number(counts?.transactions),
      entries: Number(counts?.entries),
      lots: Number(counts?.lots),
      holds: Number(counts?.holds),
      runs: Number(counts?.runs),
    },
  };
};

function report({ name, rule }: Invariant, rows: Row[]): InvariantReport {
  return {
    name,
    rule,
    ok: rows.length === 0,
    count: Number(rows[0]?.total ?? 0),
    differences: rows.map((row) => ({
      subject: row.subject ?? '',
      expected: row.expected ?? '',
      actual: row.actual ?? '',
    })),
  };
}
