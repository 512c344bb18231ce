import type { Verb } from '@/lib/context';
import type { Db } from '@/lib/db';
import { microToCredits } from '@/lib/format';
import { requireOperator } from './guards';
import type { LateTransactions, StoredReport } from './reconcile';
import type { InvariantReport, LedgerReport } from './types';

/** What the newest reconciliation found. Credits as JSON numbers, times ISO 8601. */
export interface LedgerHealth {
  id: string;
  ok: boolean;
  startedAt: string;
  finishedAt: string;
  checks: InvariantReport[];
  counts: LedgerReport['counts'];
  /** Of the platform: what went out of an account and came back to it since the beginning. */
  accounts: { account: string; out: number; in: number }[];
  late: LateTransactions;
}

/** A report older than this says nothing about today: the daily check has not run. */
const STALE_MS = 2 * 86_400_000;

interface Row {
  id: string;
  ok: boolean;
  startedAt: Date;
  finishedAt: Date;
  report: StoredReport;
}

/**
 * The newest reconciliation's report; null while there is none.
 * @throws AppError unauthenticated, forbidden for anybody but operators and jobs.
 */
export const ledgerHealth: Verb<Record<never, never>, LedgerHealth | null> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const [row] = await ctx.db.sql<Row>(
    `SELECT id::text AS id, ok, started_at AS "startedAt", finished_at AS "finishedAt", report
     FROM ledger_checks ORDER BY ledger_checks.id DESC LIMIT 1`,
  );
  if (!row) return null;
  const { checks, counts, accounts, late } = row.report;
  return {
    id: row.id,
    ok: row.ok,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt.toISOString(),
    checks,
    counts,
    accounts: accounts.map(({ account, outMicro, inMicro }) => ({
      account,
      out: microToCredits(BigInt(outMicro)),
      in: microToCredits(BigInt(inMicro)),
    })),
    late,
  };
};

/** In one word, for readiness: `unchecked` when there is no report, or none of the last two days. */
export async function ledgerState(db: Db, now: Date): Promise<'ok' | 'failed' | 'unchecked'> {
  const [row] = await db.sql<{ ok: boolean }>(
    `SELECT ok FROM (SELECT ok, finished_at FROM ledger_checks ORDER BY id DESC LIMIT 1) newest
     WHERE finished_at > $1::timestamptz`,
    [new Date(now.getTime() - STALE_MS)],
  );
  if (!row) return 'unchecked';
  return row.ok ? 'ok' : 'failed';
}
