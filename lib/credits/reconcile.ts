import { audit } from '@/lib/audit';
import { withCtx, type Ctx, type Verb } from '@/lib/context';
import { requireOperator } from './guards';
import type { InvariantReport, LedgerReport } from './types';
import { verifyLedger } from './verify-ledger';

/** What went out of a platform's account and came back to it, in microcredits as text: sums outgrow a double. */
export interface AccountSum {
  account: string;
  outMicro: string;
  inMicro: string;
}

/** Transactions that were committed after their own day had been closed. */
export interface LateTransactions {
  /** Linked by a later day's close. */
  linked: number;
  /** Of a closed day and not linked yet; the next close does it. */
  waiting: number;
  /** The newest of both; `closedWith` is the day that linked it. Days are UTC. */
  newest: { transactionId: string; day: string; closedWith: string | null }[];
}

/** What `ledger_checks.report` holds. */
export interface StoredReport {
  checks: InvariantReport[];
  counts: LedgerReport['counts'];
  accounts: AccountSum[];
  late: LateTransactions;
}

export interface Reconciliation {
  id: string;
  ok: boolean;
  startedAt: Date;
  finishedAt: Date;
  /** Names of the checks that found differences. */
  broken: string[];
}

const REPORTS_KEPT = 400;
const LATE_SHOWN = 10;

const ACCOUNTS = `
  SELECT account, coalesce(-sum(amount_micro) FILTER (WHERE amount_micro < 0), 0)::text AS "outMicro",
         coalesce(sum(amount_micro) FILTER (WHERE amount_micro > 0), 0)::text AS "inMicro"
  FROM ledger_entries WHERE user_id IS NULL GROUP BY account ORDER BY account`;

/** The first closed day takes in whatever is older, so nothing is late for it. */
const LATE = `
  WITH ends AS (SELECT (max(day) + 1)::timestamp AT TIME ZONE 'UTC' AS closed, min(day) AS first FROM ledger_days),
  late AS (
    SELECT t.id, t.created_at, l.day FROM ends, ledger_links l JOIN ledger_transactions t ON t.id = l.transaction_id
      WHERE l.day > ends.first AND t.created_at < l.day::timestamp AT TIME ZONE 'UTC'
    UNION ALL
    SELECT t.id, t.created_at, NULL FROM ends, ledger_transactions t
      WHERE t.created_at < ends.closed AND NOT EXISTS (SELECT 1 FROM ledger_links l WHERE l.transaction_id = t.id))
  SELECT id::text AS "transactionId", to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
         to_char(day, 'YYYY-MM-DD') AS "closedWith", (count(day) OVER ())::text AS linked, (count(*) OVER ())::text AS total
  FROM late ORDER BY late.id DESC LIMIT ${LATE_SHOWN}`;

type LateRow = LateTransactions['newest'][number] & { linked: string; total: string };

async function lateTransactions(ctx: Ctx): Promise<LateTransactions> {
  const rows = await ctx.db.sql<LateRow>(LATE);
  const linked = Number(rows[0]?.linked ?? 0);
  return {
    linked,
    waiting: Number(rows[0]?.total ?? 0) - linked,
    newest: rows.map(({ transactionId, day, closedWith }) => ({ transactionId, day, closedWith })),
  };
}

/** Report and audit row together; of old reports only the newest stay. */
async function keep(ctx: Ctx, report: StoredReport, found: Omit<Reconciliation, 'id'>): Promise<string> {
  const [row] = await ctx.db.sql<{ id: string }>(
    `INSERT INTO ledger_checks (started_at, finished_at, ok, report)
     VALUES ($1::timestamptz, $2::timestamptz, $3::boolean, $4::jsonb) RETURNING id::text AS id`,
    [found.startedAt, found.finishedAt, found.ok, JSON.stringify(report)],
  );
  if (!row) throw new Error('a report of the ledger was not stored');
  await ctx.db.sql(
    `DELETE FROM ledger_checks WHERE id <= (SELECT id FROM ledger_checks ORDER BY id DESC OFFSET ${REPORTS_KEPT} LIMIT 1)
     RETURNING id`,
  );
  if (!found.ok) {
    await audit(ctx, {
      action: 'ledger.broken',
      subjectType: 'ledger',
      subjectId: row.id,
      data: { broken: found.broken },
    });
  }
  return row.id;
}

/**
 * Recomputes the whole ledger and keeps what was found for the operator's page, the metrics and readiness. Never repairs.
 * @throws AppError unauthenticated, forbidden for anybody but operators and jobs.
 */
export const reconcile: Verb<Record<never, never>, Reconciliation> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const startedAt = ctx.clock.now();
  const { ok, checks, counts } = await verifyLedger({ ctx, input: {} });
  const accounts = await ctx.db.sql<AccountSum>(ACCOUNTS);
  const report: StoredReport = { checks, counts, accounts, late: await lateTransactions(ctx) };
  const broken = checks.filter((check) => !check.ok).map((check) => check.name);
  const found = { ok, startedAt, finishedAt: ctx.clock.now(), broken };
  const id = await ctx.db.transaction((db) => keep(withCtx(ctx, { db }), report, found));
  if (!ok) ctx.log.error({ check: id, broken }, `the ledger is wrong: ${broken.join(', ')}`);
  return { id, ...found };
};
