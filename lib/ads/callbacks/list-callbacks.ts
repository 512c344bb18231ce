import { requireAdmin, type Verb } from '@/lib/context';
import { decodeCursor, encodeCursor } from '@/lib/db';
import { CALLBACK_COLUMNS, toCallback, type CallbackRow } from './callback-row';
import type { CallbackPage } from './types';

export interface ListCallbacksInput {
  cursor?: string | undefined;
  /** 1 to 100; 25 when absent. */
  limit?: number | undefined;
  network?: string | undefined;
  userId?: string | undefined;
}

const LIST = `SELECT ${CALLBACK_COLUMNS}, user_id AS "userId"
  FROM ad_callbacks
  WHERE ($1::text IS NULL OR network = $1::text) AND ($2::uuid IS NULL OR user_id = $2::uuid)
    AND ($3::timestamptz IS NULL OR (received_at, id) < ($3::timestamptz, $4::uuid))
  ORDER BY received_at DESC, id DESC LIMIT $5::integer`;

/** What networks told us, newest first; for operators. @throws AppError forbidden, invalid_input */
export const listCallbacks: Verb<ListCallbacksInput, CallbackPage> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { cursor, limit = 25, network = null, userId = null } = input;
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const size = Math.min(Math.max(limit, 1), 100);
  const rows = await ctx.db.sql<CallbackRow>(LIST, [
    network,
    userId,
    after?.createdAt ?? null,
    after?.id ?? null,
    size + 1,
  ]);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    items: page.map(toCallback),
    nextCursor: rows.length > size && last ? encodeCursor({ createdAt: last.receivedAt, id: last.id }) : null,
  };
};
