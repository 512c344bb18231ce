import type { Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { walletOwner } from './guards';
import type { CreditsView, LotSource } from './types';

interface Row {
  available: string;
  held: string;
  debt: string;
  lots: { source: LotSource; remaining: string; expiresAt: string | null }[];
}

/** Wallet and living lots from one snapshot. What has expired is not available, swept or not. */
const QUERY = `
  SELECT (w.available_micro - coalesce(l.expired, 0))::text AS available, w.held_micro::text AS held, w.debt_micro::text AS debt,
         coalesce(l.lots, '[]'::jsonb) AS lots
  FROM credit_wallets w
  LEFT JOIN LATERAL (
    SELECT sum(remaining_micro) FILTER (WHERE ends_at <= $2::timestamptz) AS expired,
           jsonb_agg(jsonb_build_object('source', source, 'remaining', remaining_micro::text,
             'expiresAt', to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
             ORDER BY bought, coalesce(ends_at, 'infinity'), id)
             FILTER (WHERE ends_at IS NULL OR ends_at > $2::timestamptz) AS lots
    FROM (SELECT *, greatest(expires_at, grace_until) AS ends_at FROM credit_lots
          WHERE user_id = w.user_id AND spendable) living
  ) l ON true
  WHERE w.user_id = $1::uuid`;

/**
 * What somebody has: one's own, or anybody's for operators and jobs. Lots come in the order they burn. One query.
 * @throws AppError unauthenticated, forbidden, not_found.
 */
export const getCredits: Verb<{ userId?: string }, CreditsView> = async ({ ctx, input }) => {
  const userId = walletOwner(ctx, input.userId);
  const [row] = await ctx.db.sql<Row>(QUERY, [userId, ctx.clock.now()]);
  if (!row) throw notFound('user');
  return {
    available: microToCredits(BigInt(row.available)),
    held: microToCredits(BigInt(row.held)),
    debt: microToCredits(BigInt(row.debt)),
    lots: row.lots.map((lot) => ({ ...lot, remaining: microToCredits(BigInt(lot.remaining)) })),
  };
};
