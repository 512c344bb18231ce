import { createHash } from 'node:crypto';
import { audit } from '@/lib/audit';
import { requireAdmin, withCtx, type Ctx } from '@/lib/context';
import { mediaKind, toMedia } from '../campaign-row';
import type { CampaignMedia } from '../types';
import { cleanPicture } from './clean-picture';
import { refuse } from './refusal';
import { HEAD_BYTES, sniffMedia, type SniffedMedia } from './sniff-media';

export interface MediaInput {
  chunks: AsyncIterable<Uint8Array>;
}

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = { image: 10, video: 20 };

const unknownType = () => refuse('unsupported_media_type', 'must be a picture (PNG, JPEG, WebP) or a film (MP4, WebM)');

/** The bytes, up to what their kind may weigh. @throws AppError as soon as there is one too many, or the kind is none. */
async function collect(chunks: AsyncIterable<Uint8Array>): Promise<{ bytes: Buffer; type: SniffedMedia }> {
  const parts: Uint8Array[] = [];
  let total = 0;
  let type: SniffedMedia | null = null;
  for await (const chunk of chunks) {
    total += chunk.byteLength;
    parts.push(chunk);
    if (type === null && total >= HEAD_BYTES) {
      type = sniffMedia(Buffer.concat(parts).subarray(0, HEAD_BYTES));
      if (type === null) throw unknownType();
    }
    const kind = type === null ? 'image' : mediaKind(type);
    if (total > MOST_MEGABYTES[kind] * MEGABYTE)
      throw refuse('payload_too_large', `may have at most ${MOST_MEGABYTES[kind]} MB`);
  }
  if (total === 0) throw refuse('invalid_input', 'is empty');
  const bytes = Buffer.concat(parts, total);
  type ??= sniffMedia(bytes);
  if (type === null) throw unknownType();
  return { bytes, type };
}

/** Uploads that no campaign took within a day. What still lies in the store after a failure is found by nobody. */
async function sweep(ctx: Ctx): Promise<void> {
  const rows = await ctx.db.sql<{ key: string }>(
    `DELETE FROM ad_media WHERE id IN (
       SELECT m.id FROM ad_media m WHERE m.created_at < $1::timestamptz - interval '1 day'
         AND NOT EXISTS (SELECT 1 FROM ad_campaigns c WHERE c.creative ->> 'mediaId' = m.id::text)
       ORDER BY m.created_at LIMIT 20 FOR UPDATE SKIP LOCKED)
     RETURNING storage_key AS key`,
    [ctx.clock.now()],
  );
  for (const { key } of rows)
    await ctx.files
      .remove(key)
      .catch((error: unknown) => ctx.log.warn({ err: error, key }, 'an unused file of an ad stays'));
}

/**
 * Takes the picture or film of a house ad; its content decides what it is. Pictures are made anew, films stay as they are.
 * @throws AppError forbidden; unsupported_media_type, payload_too_large, invalid_input, each naming `file`;
 *   provider_unavailable while files cannot be stored
 */
export async function storeMedia({ ctx, input }: { ctx: Ctx; input: MediaInput }): Promise<CampaignMedia> {
  const { userId } = requireAdmin(ctx.actor);
  const { bytes: sent, type } = await collect(input.chunks);
  const isPicture = mediaKind(type) === 'image';
  const { bytes, width, height } = isPicture ? await cleanPicture(sent) : { bytes: sent, width: null, height: null };
  const mediaType = isPicture ? 'image/webp' : type;
  await sweep(ctx);
  const id = ctx.ids.uuid();
  const key = `ads/${id}`;
  await ctx.files.put(key, bytes);
  await ctx.db.transaction(async (db) => {
    await db.sql(
      `INSERT INTO ad_media (id, media_type, bytes, width, height, sha256, storage_key, created_by, created_at)
       VALUES ($1::uuid, $2::text, $3::bigint, $4::integer, $5::integer, $6::text, $7::text, $8::uuid, $9::timestamptz)
       RETURNING id`,
      [
        ...[id, mediaType, bytes.byteLength, width, height, createHash('sha256').update(bytes).digest('hex')],
        ...[key, userId, ctx.clock.now()],
      ],
    );
    const data = { mediaType, bytes: bytes.byteLength };
    await audit(withCtx(ctx, { db }), { action: 'campaign.media', subjectType: 'ad_media', subjectId: id, data });
  });
  return toMedia({ id, mediaType, bytes: bytes.byteLength, width, height });
}
