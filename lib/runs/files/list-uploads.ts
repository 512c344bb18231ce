import { requireUserId, type Ctx } from '@/lib/context';
import { decodeCursor, encodeCursor } from '@/lib/db';
import type { FileView, StoredFileKind } from '../types';
import { toFileView, UPLOAD_COLUMNS, type UploadRow } from './file-view';

export interface UploadFilter {
  cursor?: string;
  /** 1 to 100; 20 when absent. */
  limit?: number;
  kind?: StoredFileKind;
}

const PAGE = 20;

const LIST = `SELECT ${UPLOAD_COLUMNS} FROM files f LEFT JOIN file_texts t ON t.file_id = f.id
  WHERE f.user_id = $1::uuid AND f.origin = 'upload'
    AND ($2::timestamptz IS NULL OR (f.created_at, f.id) < ($2::timestamptz, $3::uuid))
    AND ($4::text IS NULL OR f.kind = $4::text)
  ORDER BY f.created_at DESC, f.id DESC LIMIT $5::int`;

/** The actor's uploads, newest first. @throws AppError invalid_input (cursor); unauthenticated, forbidden. */
export async function listUploads({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: UploadFilter;
}): Promise<{ items: FileView[]; nextCursor: string | null }> {
  const userId = requireUserId(ctx.actor);
  const from = input.cursor ? decodeCursor(input.cursor) : null;
  const limit = input.limit ?? PAGE;
  const rows = await ctx.db.sql<UploadRow>(LIST, [
    userId,
    from?.createdAt ?? null,
    from?.id ?? null,
    input.kind ?? null,
    limit + 1,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(toFileView), nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
}
