import type { Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';

/** A file as an answer can be made of it. */
export interface OpenedMedia {
  id: string;
  name: null;
  mediaType: string;
  bytes: number;
  sha256: string;
  /** A campaign that has left its draft shows it: anybody may see it, and keep it. */
  keepable: boolean;
  read(range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
}

interface Row {
  mediaType: string;
  bytes: string;
  sha256: string;
  key: string;
  isShown: boolean;
}

const FIND = `SELECT m.media_type AS "mediaType", m.bytes::text AS bytes, m.sha256, m.storage_key AS key,
    EXISTS (SELECT 1 FROM ad_campaigns c WHERE c.creative ->> 'mediaId' = m.id::text AND c.state <> 'draft') AS "isShown"
  FROM ad_media m WHERE m.id = $1::uuid`;

/** The picture or film of a house ad: for everybody once a campaign shows it, before that for operators. @throws AppError not_found. */
export const openMedia: Verb<{ id: string }, OpenedMedia> = async ({ ctx, input: { id } }) => {
  if (!isUuid(id)) throw notFound('file');
  const [row] = await ctx.db.sql<Row>(FIND, [id]);
  const isOperator = ctx.actor.type === 'user' && ctx.actor.role === 'admin';
  if (!row || !(row.isShown || isOperator)) throw notFound('file');
  const { mediaType, sha256, key, isShown } = row;
  return {
    ...{ id, name: null, mediaType, sha256, keepable: isShown },
    bytes: Number(row.bytes),
    read: (range) => ctx.files.read(key, range),
  };
};
