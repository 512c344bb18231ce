import type { Verb } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { requireOperator } from './guards';

/** Credits as JSON numbers. */
export interface LedgerTotals {
  available: number;
  held: number;
  debt: number;
  open: { holds: number; credits: number };
  /** Of the open ones, those past their deadline: more than a few for more than a minute means that nobody sweeps. */
  overdue: { holds: number; credits: number };
}

const TOTALS = `
  SELECT w.*, h.* FROM
    (SELECT coalesce(sum(available_micro), 0)::text AS available, coalesce(sum(held_micro), 0)::text AS held,
       coalesce(sum(debt_micro), 0)::text AS debt FROM credit_wallets) w,
    (SELECT count(*)::text AS open, coalesce(sum(amount_micro), 0)::text AS "openMicro",
       (count(*) FILTER (WHERE deadline_at <= $1::timestamptz))::text AS overdue,
       coalesce(sum(amount_micro) FILTER (WHERE deadline_at <= $1::timestamptz), 0)::text AS "overdueMicro"
     FROM credit_holds WHERE state = 'open') h`;

const credits = (micro: string | undefined) => microToCredits(BigInt(micro ?? '0'));

/**
 * What people have altogether, from wallets and open holds; no entry is read.
 * @throws AppError unauthenticated, forbidden for anybody but operators and jobs.
 */
export const ledgerTotals: Verb<Record<never, never>, LedgerTotals> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const [row] = await ctx.db.sql<Record<string, string>>(TOTALS, [ctx.clock.now()]);
  return {
    available: credits(row?.available),
    held: credits(row?.held),
    debt: credits(row?.debt),
    open: { holds: Number(row?.open ?? 0), credits: credits(row?.openMicro) },
    overdue: { holds: Number(row?.overdue ?? 0), credits: credits(row?.overdueMicro) },
  };
};
