import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { InputFile, StoredFileKind } from '../types';
import { downloadName } from './media-types';

interface FileRow {
  kind: StoredFileKind;
  name: string | null;
  mediaType: string;
  bytes: string;
  width: number | null;
  height: number | null;
  seconds: number | null;
  key: string;
  text: string | null;
}

const FIND = `SELECT f.kind, f.name, f.media_type AS "mediaType", f.bytes::text AS bytes, f.width, f.height, f.seconds,
    f.storage_key AS key, t.text
  FROM files f LEFT JOIN file_texts t ON t.file_id = f.id WHERE f.id = $1::uuid AND f.user_id = $2::uuid`;

/**
 * One of the actor's own files, uploaded or made by a run, as a tool works on it. One round trip; the bytes are read when
 * `load` is called.
 * @throws AppError not_found for anybody else's and for what is no id; unauthenticated, forbidden.
 */
export async function useFile({ ctx, input: { id } }: { ctx: Ctx; input: { id: string } }): Promise<InputFile> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(id)) throw notFound('file');
  const [row] = await ctx.db.sql<FileRow>(FIND, [id, userId]);
  if (!row) throw notFound('file');
  const { kind, mediaType, width, height, seconds, key } = row;
  return {
    ...{ id, kind, mediaType, text: row.text ?? '' },
    bytes: Number(row.bytes),
    fileName: row.name ?? downloadName(id, mediaType),
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
    ...(seconds === null ? {} : { seconds }),
    load: async () => new Uint8Array(await new Response(await ctx.files.read(key)).arrayBuffer()),
  };
}
