import { requireUserId, type Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
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

const encode = ({ createdAt, id }: Row) => Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');

function decode(cursor: string): { at: Date; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const at = new Date(/^\d{1,13}$/.test(time) ? Number(time) : Number.NaN);
  if (Number.isNaN(at.getTime()) || !isUuid(id)) throw invalidField('cursor', 'is not a cursor of this list');
  return { at, id };
}

/** What the actor was told, newest first. @throws AppError invalid_input for a foreign cursor; unauthenticated, forbidden. */
export async function listNotices({ ctx, input }: { ctx: Ctx; input: ListNoticesInput }): Promise<NoticePage> {
  const userId = requireUserId(ctx.actor);
  const limit = Math.min(Math.max(input.limit ?? PAGE, 1), 100);
  const after = input.cursor ? decode(input.cursor) : null;
  const [rows, unread] = await Promise.all([
    ctx.db.sql<Row>(LIST, [userId, after?.at ?? null, after?.id ?? null, limit + 1]),
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
    nextCursor: rows.length > limit && last ? encode(last) : null,
    unread,
  };
}
