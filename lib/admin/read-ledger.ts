import { requireAdmin, type Verb } from '@/lib/context';
import {
  ledgerHealth,
  ledgerTotals,
  listDays,
  type LedgerDay,
  type LedgerHealth,
  type LedgerTotals,
} from '@/lib/credits';

export interface LedgerOverview {
  /** The newest check of the ledger; null before the first. */
  health: LedgerHealth | null;
  totals: LedgerTotals;
  /** The last closed days of the hash chain, newest first. */
  days: LedgerDay[];
}

const DAYS_SHOWN = 14;

/**
 * The ledger as an operator sees it: what the newest check found, what people have altogether, the hash chain.
 * @throws AppError unauthenticated, forbidden.
 */
export const readLedger: Verb<Record<never, never>, LedgerOverview> = async ({ ctx }) => {
  requireAdmin(ctx.actor);
  const [health, totals, days] = await Promise.all([
    ledgerHealth({ ctx, input: {} }),
    ledgerTotals({ ctx, input: {} }),
    listDays({ ctx, input: { limit: DAYS_SHOWN } }),
  ]);
  return { health, totals, days };
};
