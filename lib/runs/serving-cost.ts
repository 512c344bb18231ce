import { requireAdmin, type Verb } from '@/lib/context';
import { DAY_MS, microToCredits } from '@/lib/format';

/** What runs cost us, and what they were charged. */
export interface ServingCost {
  costUsd: number;
  /** Charged for runs whose cost is known; refunds are taken off. */
  credits: number;
  /** Charged for runs whose cost nobody knows. */
  unknownCredits: number;
  /** Null where nothing was charged. */
  usdPerCredit: number | null;
}

const QUERY = `SELECT coalesce(sum(cost_nano_usd), 0)::text AS cost,
    coalesce(sum(charged_micro) FILTER (WHERE cost_nano_usd IS NOT NULL), 0)::text AS charged,
    coalesce(sum(charged_micro) FILTER (WHERE cost_nano_usd IS NULL), 0)::text AS "unknown"
  FROM runs WHERE created_at >= $1::timestamptz`;

/**
 * What a spent credit cost us in the last days, whoever spent it and wherever it came from. What failed costs, too.
 * @throws AppError unauthenticated, forbidden.
 */
export const servingCost: Verb<{ days: number }, ServingCost> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const since = new Date(ctx.clock.now().getTime() - input.days * DAY_MS);
  const [row] = await ctx.db.sql<Record<'cost' | 'charged' | 'unknown', string>>(QUERY, [since]);
  const costUsd = Number(row?.cost ?? 0) / 1e9;
  const credits = microToCredits(BigInt(row?.charged ?? 0));
  return {
    ...{ costUsd, credits, unknownCredits: microToCredits(BigInt(row?.unknown ?? 0)) },
    usdPerCredit: credits > 0 ? costUsd / credits : null,
  };
};
