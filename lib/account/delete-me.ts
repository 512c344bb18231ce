import { closeAccount, confirmPassword } from '@/lib/auth';
import { eraseBatches, stopOwnBatches } from '@/lib/batches';
import { withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { eraseNotices } from '@/lib/notices';
import type { Limiter } from '@/lib/rate-limit';
import { eraseMarks } from '@/lib/risk';
import { eraseRuns, listRunning } from '@/lib/runs';
import { eraseProblems } from '@/lib/support';
import { cancelRun, eraseDrafts } from '@/lib/tools';

/** Runs that were being begun meanwhile are few, and nobody can begin another. */
const LATE_PASSES = 5;

/**
 * A run that waited for the wallet while the account was closed begins right behind that: it is stopped and erased as well.
 * The account is closed by now, so nothing is thrown.
 */
async function eraseLate(ctx: Ctx): Promise<void> {
  for (let pass = 0; pass < LATE_PASSES; pass++) {
    try {
      const erased = await eraseRuns({ ctx });
      return await erased.finish();
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
      ctx.log.warn({ requestId: ctx.requestId }, 'a run began while its account was closed; it is stopped');
      const running = await listRunning({ ctx });
      await Promise.allSettled(running.map((id) => cancelRun({ ctx, input: { id } })));
    }
  }
}

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
  await stopOwnBatches({ ctx });
  const running = await listRunning({ ctx });
  await Promise.all(running.map((id) => cancelRun({ ctx, input: { id } })));
  const erased = await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    // The wallet is locked before the user's row, as by a run that begins.
    const runs = await eraseRuns({ ctx: tx });
    await closeAccount({ ctx: tx });
    await eraseDrafts({ ctx: tx });
    await eraseProblems({ ctx: tx });
    await eraseMarks({ ctx: tx });
    await eraseNotices({ ctx: tx });
    await eraseBatches({ ctx: tx });
    return runs;
  });
  await erased.finish();
  await eraseLate(ctx).catch((error: unknown) =>
    ctx.log.error({ err: error, requestId: ctx.requestId }, 'runs of a closed account may not be erased'),
  );
}
