import { requireSession, withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { forgetResults } from './share/forget-results';

export interface ErasedRuns {
  /** Lets go of the bytes and of what is in memory; call it once the transaction holds. */
  finish(): Promise<void>;
}

/**
 * Empties every run of the actor, with notes and files, for good; receipts stay in the ledger. Joins the caller's
 * transaction.
 * @throws AppError conflict while a run is under way.
 */
export async function eraseRuns({ ctx }: { ctx: Ctx }): Promise<ErasedRuns> {
  const { userId } = requireSession(ctx.actor);
  return ctx.db.transaction(async (db) => {
    // Whoever ends a run locks the wallet, then the run: the other way round the two would wait for each other.
    await db.sql('SELECT user_id FROM credit_wallets WHERE user_id = $1::uuid FOR UPDATE', [userId]);
    const rows = await db.sql<{ id: string; status: string }>(
      `UPDATE runs SET deleted_at = coalesce(deleted_at, $2::timestamptz), input = '{}', options = '{}', output = '{}',
         note = NULL
       WHERE user_id = $1::uuid RETURNING id::text AS id, status`,
      [userId, ctx.clock.now()],
    );
    if (rows.some(({ status }) => status === 'running')) {
      throw new AppError('conflict', 'One of your runs is still being stopped. Try again in a few seconds.');
    }
    await forgetResults({ ctx: withCtx(ctx, { db }), input: { runIds: rows.map(({ id }) => id) } });
    const files = await db.sql<{ key: string }>(
      'DELETE FROM files WHERE user_id = $1::uuid RETURNING storage_key AS key',
      [userId],
    );
    await db.sql('DELETE FROM uploads_gone WHERE user_id = $1::uuid RETURNING id', [userId]);
    const finish = async () => {
      for (const { id } of rows) ctx.live.forget(id);
      for (const { key } of files) {
        await ctx.files
          .remove(key)
          .catch((error: unknown) => ctx.log.warn({ err: error, key }, 'a deleted file stays on disk'));
      }
    };
    return { finish };
  });
}
