import { closeAccount, confirmPassword } from '@/lib/auth';
import { withCtx, type Ctx } from '@/lib/context';
import type { Limiter } from '@/lib/rate-limit';
import { eraseRuns, listRunning } from '@/lib/runs';
import { cancelRun, eraseDrafts } from '@/lib/tools';

/**
 * Closes the actor's account: runs under way are cancelled, everything personal is erased, the ledger keeps its rows
 * under an id without a name. All or nothing.
 * @throws AppError invalid_input (password) where the account has one; conflict for the last admin and while a run
 * resists; rate_limited, unauthenticated, forbidden.
 */
export async function deleteMe({
  ctx,
  limiter,
  input,
}: {
  ctx: Ctx;
  limiter: Limiter;
  input: { password?: string | undefined };
}): Promise<void> {
  await confirmPassword({ ctx, limiter, input });
  const running = await listRunning({ ctx });
  await Promise.all(running.map((id) => cancelRun({ ctx, input: { id } })));
  const erased = await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    // The wallet is locked before the user's row, as by a run that begins.
    const runs = await eraseRuns({ ctx: tx });
    await closeAccount({ ctx: tx });
    await eraseDrafts({ ctx: tx });
    return runs;
  });
  await erased.finish();
}
