import type { Verb } from '@/lib/context';
import { requireOperator } from './guards';

/** One sweep's bound; the next one goes on. */
const USERS_PER_SWEEP = 500;

/**
 * Moves what is left in expired lots to breakage, one user a transaction. Balances never count expired credits, so
 * this is book-keeping, not enforcement. Answers how many users lost credits and how many microcredits.
 */
export const expireLots: Verb<Record<never, never>, { users: number; expiredMicro: bigint }> = async ({ ctx }) => {
  requireOperator(ctx.actor);
  const now = ctx.clock.now();
  const due = await ctx.db.sql<{ userId: string }>(
    `SELECT DISTINCT user_id::text AS "userId" FROM credit_lots
     WHERE spendable AND expires_at <= $1::timestamptz AND greatest(expires_at, grace_until) <= $1::timestamptz
     ORDER BY 1 LIMIT ${USERS_PER_SWEEP}`,
    [now],
  );
  let users = 0;
  let expiredMicro = 0n;
  for (const { userId } of due) {
    const [row] = await ctx.db.sql<{ expired: string }>(
      'SELECT ledger_expire_user($1::uuid, $2::timestamptz)::text AS expired',
      [userId, now],
    );
    const expired = BigInt(row?.expired ?? '0');
    if (expired > 0n) users++;
    expiredMicro += expired;
  }
  return { users, expiredMicro };
};
