import type { Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { draftOwner } from './save-draft';

export interface Draft {
  id: string;
  toolId: string;
  request: Record<string, unknown>;
  /** The actor typed it, or this browser before signing in. What another laid down may fill a form, but never start a run. */
  isOwn: boolean;
}

/** A draft of the actor's, or one saved by a guest. Throws not_found for any other, for an old one and for a malformed id. */
export const loadDraft: Verb<{ id: string }, Draft> = async ({ ctx, input }) => {
  if (!isUuid(input.id)) throw notFound('draft');
  const [row] = await ctx.db.sql<Draft>(
    `SELECT id, tool_id AS "toolId", request - 'savedOn' AS request,
       user_id IS NOT NULL OR coalesce(request ->> 'savedOn' = $4::text, false) AS "isOwn"
     FROM drafts
     WHERE id = $1::uuid AND (user_id IS NULL OR user_id = $2::uuid) AND expires_at > $3::timestamptz`,
    [input.id, draftOwner(ctx), ctx.clock.now(), ctx.device],
  );
  if (!row) throw notFound('draft');
  return row;
};
