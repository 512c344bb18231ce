import type { Verb } from '@/lib/context';
import { requireOperator } from './guards';

/** One turn's bound; the next one goes on. */
const AUTHORS_PER_TURN = 500;

/**
 * Brings accrued royalties into their authors' lots, one author a transaction. An author's own next earning or spending
 * does the same, so this is only for those who wait. Answers how many authors received something, and how much.
 */
export const collectRoyalties: Verb<Record<never, never>, { authors: number; collectedMicro: bigint }> = async ({
  ctx,
}) => {
  requireOperator(ctx.actor);
  const due = await ctx.db.sql<{ authorId: string }>(
    `SELECT DISTINCT author_id::text AS "authorId" FROM royalty_accruals WHERE state = 'accrued' LIMIT ${AUTHORS_PER_TURN}`,
  );
  let authors = 0;
  let collectedMicro = 0n;
  for (const { authorId } of due) {
    const [row] = await ctx.db.sql<{ collected: string }>(
      'SELECT ledger_collect_user($1::uuid, $2::timestamptz)::text AS collected',
      [authorId, ctx.clock.now()],
    );
    const collected = BigInt(row?.collected ?? '0');
    if (collected > 0n) authors++;
    collectedMicro += collected;
  }
  return { authors, collectedMicro };
};
