import { withCtx, type Ctx } from '@/lib/context';
import { ledgerHealth, ledgerTotals, type LedgerHealth, type LedgerTotals } from '@/lib/credits';

export interface LedgerNumbers {
  health: LedgerHealth | null;
  totals: LedgerTotals;
}

/** Scrapes come from several collectors and every few seconds; the ledger is asked once a minute at most. */
const KEPT_MS = 60_000;

const kept = new WeakMap<Ctx['db'], { until: number; numbers: Promise<LedgerNumbers> }>();

/** What the metrics say of the ledger: sums of wallets and open holds, and the newest reconciliation. Up to a minute old. */
export function ledgerNumbers(ctx: Ctx): Promise<LedgerNumbers> {
  const now = ctx.clock.now().getTime();
  const known = kept.get(ctx.db);
  if (known && now < known.until) return known.numbers;
  const asked = withCtx(ctx, { actor: { type: 'system', job: 'metrics' } });
  const numbers = Promise.all([ledgerHealth({ ctx: asked, input: {} }), ledgerTotals({ ctx: asked, input: {} })]).then(
    ([health, totals]) => ({ health, totals }),
  );
  kept.set(ctx.db, { until: now + KEPT_MS, numbers });
  // A failure is not worth a minute.
  numbers.catch(() => kept.delete(ctx.db));
  return numbers;
}
