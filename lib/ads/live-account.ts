import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';

const LIVE = `SELECT id FROM users WHERE id = $1::uuid AND deleted_at IS NULL AND suspended_at IS NULL`;

/** Whether this account is there and may be paid. */
export async function isLive(ctx: Ctx, userId: string): Promise<boolean> {
  return (await ctx.db.sql<{ id: string }>(LIVE, [userId])).length > 0;
}

/**
 * Of what was held, whoever pays it. Asked once the wallet is locked, as an account that is closed locks it first: none is
 * paid behind its end. @throws AppError conflict
 */
export async function assertLive(ctx: Ctx, userId: string): Promise<void> {
  if (!(await isLive(ctx, userId)))
    throw new AppError('conflict', 'This account is suspended or closed: it is paid nothing.');
}
