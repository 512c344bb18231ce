import type { Ctx } from '@/lib/context';

export const OFFER_WALL = 'offerwall';

/** Who holds it goes first: what is done about one transaction, or what counts for one user's cap. Transaction before user. */
export async function takeTurn(ctx: Ctx, subject: string): Promise<void> {
  await ctx.db.sql('SELECT 1 AS locked FROM (SELECT pg_advisory_xact_lock(hashtextextended($1::text, 9))) AS taken', [
    `${OFFER_WALL}:${subject}`,
  ]);
}
