import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';

export interface OpenedFile {
  id: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  read(range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
}

interface FileRow {
  userId: string;
  mediaType: string;
  bytes: string;
  sha256: string;
  key: string;
}

/** A stored file for its owner or an operator. Throws not_found for anybody else and for a malformed id. */
export async function openFile({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<OpenedFile> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(input.id)) throw notFound('file');
  const [row] = await ctx.db.sql<FileRow>(
    `SELECT user_id AS "userId", media_type AS "mediaType", bytes::text AS bytes, sha256, storage_key AS key
     FROM files WHERE id = $1::uuid`,
    [input.id],
  );
  const admin = ctx.actor.type === 'user' && ctx.actor.role === 'admin';
  if (!row || (row.userId !== userId && !admin)) throw notFound('file');
  const { mediaType, sha256, key } = row;
  return { id: input.id, mediaType, sha256, bytes: Number(row.bytes), read: (range) => ctx.files.read(key, range) };
}
