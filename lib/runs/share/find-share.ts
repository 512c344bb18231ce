import { requireUserId, type Ctx } from '@/lib/context';
import { isUuid } from '@/lib/ids';
import { SHARE_COLUMNS, toShareView, type ShareRow } from './share-row';
import type { ShareView } from '../types';

/** The live link of one of the actor's runs; null where there is none. */
export async function findShare({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ShareView | null> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(input.id)) return null;
  const [row] = await ctx.db.sql<ShareRow>(
    `SELECT ${SHARE_COLUMNS} FROM shares WHERE run_id = $1::uuid AND user_id = $2::uuid AND revoked_at IS NULL`,
    [input.id, userId],
  );
  return row ? toShareView(row) : null;
}
