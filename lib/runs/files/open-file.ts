import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { isSlug } from '../share/new-slug';

export interface OpenedFile {
  id: string;
  /** As uploaded; null for what a run has made. */
  name: string | null;
  mediaType: string;
  bytes: number;
  sha256: string;
  /** Whether a browser may keep it: only the owner's may. */
  keepable: boolean;
  read(range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
}

export interface OpenFileInput {
  id: string;
  /** The slug of a link through which somebody else may look. */
  share?: string | undefined;
}

interface FileRow {
  userId: string;
  name: string | null;
  mediaType: string;
  bytes: string;
  sha256: string;
  key: string;
  isShown: boolean;
}

const FIND = `SELECT user_id AS "userId", name, media_type AS "mediaType", bytes::text AS bytes, sha256, storage_key AS key,
    CASE WHEN $2::text IS NULL THEN false ELSE share_shows_file($2::text, id) END AS "isShown"
  FROM files WHERE id = $1::uuid`;

/** Who may see it, if anybody does: a live link shows it to everybody; else its owner and operators. */
function mayOpen({ actor }: Ctx, row: FileRow): boolean {
  if (row.isShown) return true;
  switch (actor.type) {
    case 'user':
      return row.userId === actor.userId || actor.role === 'admin';
    case 'apiKey':
      return row.userId === actor.userId;
    case 'guest':
    case 'system':
    case 'adNetwork':
      return false;
  }
}

/**
 * A stored file for its owner, an operator, or whoever has a live link that shows it. One round trip.
 * @throws AppError not_found for anybody else and for a malformed id; unauthenticated for guests without a link.
 */
export async function openFile({ ctx, input }: { ctx: Ctx; input: OpenFileInput }): Promise<OpenedFile> {
  const share = input.share !== undefined && isSlug(input.share) ? input.share : null;
  if (input.share === undefined) requireUserId(ctx.actor);
  if (!isUuid(input.id)) throw notFound('file');
  const [row] = await ctx.db.sql<FileRow>(FIND, [input.id, share]);
  if (!row || !mayOpen(ctx, row)) throw notFound('file');
  const { userId, name, mediaType, sha256, key } = row;
  const isOwn = 'userId' in ctx.actor && ctx.actor.userId === userId;
  return {
    ...{ id: input.id, name, mediaType, sha256 },
    bytes: Number(row.bytes),
    keepable: isOwn && input.share === undefined,
    read: (range) => ctx.files.read(key, range),
  };
}
