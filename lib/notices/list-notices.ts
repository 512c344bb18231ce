import { requireUserId, type Ctx } from '@/lib/context';
import { decodeCursor, encodeCursor } from '@/lib/db';
import { countUnread } from './count-unread';
import type { NoticeOf, NoticeView } from './types';

export interface ListNoticesInput {
  cursor?: string | undefined;
  /** 1 to 100; 20 when absent. */
  limit?: number | undefined;
}

export interface NoticePage {
  items: NoticeView[];
  nextCursor: string | null;
  /** Of all, counted up to 100. */
  unread: number;
}

const PAGE = 20;

type Row = NoticeOf & { id: string; createdAt: Date; readAt: Date | null };

const LIST = `SELECT id::text AS id, kind, data, created_at AS "createdAt", read_at AS "readAt" FROM notices
  WHERE user_id = $1::uuid AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
  ORDER BY created_at DESC, id DESC LIMIT $4::int`;

/** What the actor was told, newest first. @throws AppError invalid_input for a foreign cursor; unauthenticated, forbidden. */
export async function listNotices({ ctx, input }: { ctx: Ctx; input: ListNoticesInput }): Promise<NoticePage> {
  const userId = requireUserId(ctx.actor);
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), 100);
  const after = input.cursor ? decodeCursor(input.cursor) : null;
  const [rows, unread] = await Promise.all([
    ctx.db.sql<Row>(LIST, [userId, after?.createdAt ?? null, after?.id ?? null, limit + 1]),
    countUnread({ ctx }),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    })),
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
    unread,
  };
}
