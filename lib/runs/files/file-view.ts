import type { FileView, StoredFileKind } from '../types';

export interface UploadRow {
  id: string;
  kind: StoredFileKind;
  name: string;
  mediaType: string;
  bytes: string | number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  characters: number | null;
  cut: boolean | null;
  createdAt: Date;
}

/** For a query of `files f` with `file_texts t`. BIGINT travels as text: drivers differ in how they read it. */
export const UPLOAD_COLUMNS = `f.id, f.kind, f.name, f.media_type AS "mediaType", f.bytes::text AS bytes, f.width, f.height, f.seconds,
  t.characters, t.cut, f.created_at AS "createdAt"`;

/** An upload as its owner sees it. */
export function toFileView({ id, name, mediaType, kind, bytes, createdAt, ...row }: UploadRow): FileView {
  return {
    ...{ id, url: `/api/files/${id}`, name, mediaType, kind, bytes: Number(bytes) },
    ...(row.width === null ? {} : { width: row.width }),
    ...(row.height === null ? {} : { height: row.height }),
    ...(row.seconds === null ? {} : { seconds: row.seconds }),
    ...(row.characters === null ? {} : { characters: row.characters }),
    ...(row.cut ? { cut: true as const } : {}),
    createdAt: createdAt.toISOString(),
  };
}
