import type { Ctx } from '@/lib/context';
import { DAY_MS } from '@/lib/format';
import type { FileStore } from './file-store';

/** Rows removed by one statement, so that no turn holds many locks. */
const BATCH = 200;
const MOST_BATCHES = 50;
const HOUR_MS = 3_600_000;
/** A file is in the store before its row is there; nothing takes so long. */
const ORPHAN_AGE_MS = DAY_MS;
/** Storage keys begin with the last two digits of an id: so many folders. */
const FOLDERS = 256;

export interface SweptFiles {
  /** Uploads that no run worked on for as long as they are kept. */
  expired: number;
  /** Objects in the store that no row names. */
  orphans: number;
}

const EXPIRE = `DELETE FROM files f WHERE f.id IN (
    SELECT u.id FROM files u WHERE u.origin = 'upload' AND u.created_at <= $1::timestamptz
      AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.input ->> 'fileId' = u.id::text AND r.deleted_at IS NULL)
    ORDER BY u.created_at LIMIT $2::int)
  RETURNING f.storage_key AS key`;

async function removeAll(ctx: Ctx, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await ctx.files
      .remove(key)
      .catch((error: unknown) => ctx.log.warn({ err: error, key }, 'a file without a row stays until the next sweep'));
  }
}

async function expireUploads(ctx: Ctx): Promise<number> {
  const { keepUploadsDays } = ctx.settings.current().files;
  const before = new Date(ctx.clock.now().getTime() - keepUploadsDays * DAY_MS);
  let expired = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const rows = await ctx.db.sql<{ key: string }>(EXPIRE, [before, BATCH]);
    await removeAll(
      ctx,
      rows.map(({ key }) => key),
    );
    expired += rows.length;
    if (rows.length < BATCH) break;
  }
  return expired;
}

/** When the id in a key was made: a version 7 UUID begins with the time. NaN for what is no key of a file. */
function bornAt(key: string): number {
  const match = /\/([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/.exec(key);
  return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : Number.NaN;
}

async function removeOrphans(ctx: Ctx, files: FileStore, folder: string): Promise<number> {
  const before = ctx.clock.now().getTime() - ORPHAN_AGE_MS;
  const old = (await files.list(folder)).filter((key) => bornAt(key) <= before);
  let orphans = 0;
  for (let at = 0; at < old.length; at += BATCH) {
    const keys = old.slice(at, at + BATCH);
    const rows = await ctx.db.sql<{ key: string }>(
      'SELECT storage_key AS key FROM files WHERE storage_key = ANY($1::text[])',
      [keys],
    );
    const known = new Set(rows.map(({ key }) => key));
    const lost = keys.filter((key) => !known.has(key));
    await removeAll(ctx, lost);
    orphans += lost.length;
  }
  return orphans;
}

/**
 * Removes uploads that are older than they are kept and that no run works on, and, in one of the store's 256 folders, an
 * hour each, what no row names: left by a crash, or by a store that was away. Safe in several instances at once.
 */
export async function sweepFiles({ ctx }: { ctx: Ctx }): Promise<SweptFiles> {
  const expired = await expireUploads(ctx);
  const hour = Math.floor(ctx.clock.now().getTime() / HOUR_MS);
  const orphans = await removeOrphans(ctx, ctx.files, (hour % FOLDERS).toString(16).padStart(2, '0'));
  if (expired + orphans > 0) ctx.log.info({ expired, orphans }, 'files were swept');
  return { expired, orphans };
}
