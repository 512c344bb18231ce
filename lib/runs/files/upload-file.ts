import { createHash } from 'node:crypto';
import { requireUserId, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { DAY_MS } from '@/lib/format';
import { storable } from '../storable';
import type { FileView } from '../types';
import { collect, withinMemory } from './collect';
import { examine, type Examined } from './examine';
import { cleanFileName } from './file-name';
import { toFileView, type UploadRow } from './file-view';
import { oneAtATime } from './one-at-a-time';
import { UPLOAD_FIELD } from './refusal';

export interface UploadInput {
  /** As it was sent; only its ending is looked at, and only to tell plain texts apart. */
  name: string;
  chunks: AsyncIterable<Uint8Array>;
}

interface Room {
  outcome: 'stored' | 'quota' | 'per_day';
}

type StoredUpload = UploadRow & { sha256: string; storageKey: string };

const MEGABYTE = 1024 * 1024;

function noRoom(ctx: Ctx, outcome: 'quota' | 'per_day'): AppError {
  const { quotaMegabytes, uploadsPerDay } = ctx.settings.current().files;
  const message =
    outcome === 'quota'
      ? `does not fit: your uploads may take ${quotaMegabytes} MB together; delete some`
      : `is one too many: ${uploadsPerDay} files may be uploaded within 24 hours`;
  return new AppError('cap_reached', `${UPLOAD_FIELD}: ${message}`, {
    fields: [{ path: UPLOAD_FIELD, message }],
    ...(outcome === 'per_day' ? { retryAfterSeconds: 3_600 } : {}),
  });
}

/** Before anything is read; the last word has the statement that writes the file down. */
async function assertRoom(ctx: Ctx, userId: string): Promise<void> {
  const { quotaMegabytes, uploadsPerDay } = ctx.settings.current().files;
  const [row] = await ctx.db.sql<{ bytes: string; today: string }>(
    `SELECT coalesce(sum(bytes), 0)::text AS bytes, (count(*) FILTER (WHERE created_at > $2::timestamptz)
       + (SELECT count(*) FROM uploads_gone WHERE user_id = $1::uuid AND uploaded_at > $2::timestamptz))::text AS today
     FROM files WHERE user_id = $1::uuid AND origin = 'upload'`,
    [userId, new Date(ctx.clock.now().getTime() - DAY_MS)],
  );
  if (Number(row?.today) >= uploadsPerDay) throw noRoom(ctx, 'per_day');
  if (Number(row?.bytes) >= quotaMegabytes * MEGABYTE) throw noRoom(ctx, 'quota');
}

/** A file that was on its way while its owner's account was closed comes too late. */
const WRITE_DOWN = `WITH owner AS MATERIALIZED (
    SELECT id FROM users WHERE id = $1::uuid AND deleted_at IS NULL AND suspended_at IS NULL FOR SHARE)
  SELECT file_upload(id, $2::jsonb, $3::text, $4::bigint, $5::int, $6::timestamptz) AS answer FROM owner`;

async function writeDown(ctx: Ctx, userId: string, file: StoredUpload, text: string | null): Promise<void> {
  const { quotaMegabytes, uploadsPerDay } = ctx.settings.current().files;
  const [row] = await ctx.db.sql<{ answer: Room }>(WRITE_DOWN, [
    userId,
    JSON.stringify(file),
    text,
    quotaMegabytes * MEGABYTE,
    uploadsPerDay,
    file.createdAt,
  ]);
  if (!row) throw new AppError('unauthenticated', 'This account does not exist any more.');
  if (row.answer.outcome !== 'stored') throw noRoom(ctx, row.answer.outcome);
}

async function keep(ctx: Ctx, userId: string, sentName: string, examined: Examined): Promise<FileView> {
  const { bytes, kind, mediaType, width = null, height = null, seconds = null, words } = examined;
  const id = ctx.ids.uuid();
  const storageKey = `${id.slice(-2)}/${id}`;
  const text = words ? storable(words.text) : null;
  const row: UploadRow = {
    ...{ id, kind, mediaType, width, height, seconds },
    name: cleanFileName(sentName, mediaType),
    bytes: bytes.byteLength,
    characters: text?.length ?? null,
    cut: words?.cut ?? null,
    createdAt: ctx.clock.now(),
  };
  await ctx.files.put(storageKey, bytes);
  try {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await writeDown(ctx, userId, { ...row, sha256, storageKey }, text);
  } catch (error) {
    // Without a clear answer it may be written down all the same; the sweep removes what is not.
    if (error instanceof AppError) await ctx.files.remove(storageKey).catch(() => undefined);
    throw error;
  }
  return toFileView(row);
}

/**
 * Takes a file of the actor's: its content decides what it is, and what is kept of it. Nothing stays of one that is refused.
 * @throws AppError payload_too_large, unsupported_media_type, invalid_input, cap_reached, each naming the field `file`;
 *   rate_limited; provider_unavailable while files cannot be stored; unauthenticated, forbidden.
 */
export async function uploadFile({ ctx, input }: { ctx: Ctx; input: UploadInput }): Promise<FileView> {
  const userId = requireUserId(ctx.actor);
  const { files, runs } = ctx.settings.current();
  await assertRoom(ctx, userId);
  const most = { image: files.imageMegabytes, audio: files.audioMegabytes, document: files.documentMegabytes };
  return withinMemory(userId, async (take) => {
    const collected = await collect(input.chunks, most, take);
    const examined = await oneAtATime(userId, () => examine(collected, input.name, runs));
    return keep(ctx, userId, input.name, examined);
  });
}
