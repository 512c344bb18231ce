import type { Ctx } from '@/lib/context';
import { storable, type LiveRun } from '@/lib/runs';

/** A run that grows, and how much of it is stored. */
export interface Growing {
  live: LiveRun;
  /** `performance.now()` from which on it may be saved again. */
  dueAt: number;
  /** Stored, in UTF-16 units as JavaScript counts and in code points as PostgreSQL does. */
  saved: number;
  points: number;
  /** Whether that is certain; else the next save writes all of it. */
  sure: boolean;
}

/**
 * Growth is put behind what is stored, so a long answer is not sent over and over. A save that was done and looks undone
 * cannot be done twice: the length would not fit. A row that is being ended is left alone.
 */
const SAVE = `WITH due AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS d (id uuid, points integer, piece text)),
  free AS (
    SELECT r.id, due.points, due.piece FROM due JOIN runs r ON r.id = due.id
    WHERE r.status = 'running' AND (due.points IS NULL OR char_length(coalesce(r.output ->> 'text', '')) = due.points)
    ORDER BY r.id FOR UPDATE OF r SKIP LOCKED)
  UPDATE runs r SET output = jsonb_build_object('text',
    CASE WHEN free.points IS NULL THEN free.piece ELSE coalesce(r.output ->> 'text', '') || free.piece END)
  FROM free WHERE r.id = free.id RETURNING r.id::text AS id, r.cancel_requested_at IS NOT NULL AS cancelled`;

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** What is to be stored of a run now. Its text never ends in the middle of a pair. */
function pieceOf({ live, saved, points, sure }: Growing) {
  const piece = live.text.slice(sure ? saved : 0);
  const units = (sure ? saved : 0) + piece.length;
  const length = (sure ? points : 0) + piece.length - (piece.match(PAIRS)?.length ?? 0);
  return { row: { id: live.id, points: sure ? points : null, piece: storable(piece) }, units, length };
}

/** Stores what these runs have grown, in one statement, and stops those for which that was asked meanwhile. */
export async function saveGrowth(ctx: Ctx, due: readonly Growing[]): Promise<void> {
  const pieces = due.map((growing) => ({ growing, ...pieceOf(growing) }));
  for (const { growing } of pieces) growing.sure = false;
  const rows = await ctx.db.sql<{ id: string; cancelled: boolean }>(SAVE, [
    JSON.stringify(pieces.map(({ row }) => row)),
  ]);
  const stored = new Map(rows.map(({ id, cancelled }) => [id, cancelled]));
  for (const { growing, units, length } of pieces) {
    const cancelled = stored.get(growing.live.id);
    if (cancelled === undefined) continue;
    Object.assign(growing, { saved: units, points: length, sure: true });
    if (cancelled) growing.live.stop('cancelled');
  }
}
