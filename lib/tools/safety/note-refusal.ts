import { staleSession, stillLives, type Ctx } from '@/lib/context';
import { DAY_MS } from '@/lib/format';

export interface RefusedCall {
  userId: string;
  toolId: string;
  /** Of the idempotency record it would have had. */
  scope: string;
  key: string;
}

export type Noted =
  | { outcome: 'noted' }
  /** An earlier call under this key was let through: its answer stands. */
  | { outcome: 'known' }
  /** So many were refused within a day that this one is not even counted. */
  | { outcome: 'limit'; retryAt: Date };

/** Counted as `run_begin` counts: refusals before a run and runs refused later, together. */
const NOTE = `WITH known AS (
    SELECT 1 FROM idempotency_keys WHERE scope = $4::text AND key = $5::text AND expires_at > $6::timestamptz),
  full_at AS (
    SELECT refused_at FROM (
      SELECT finished_at AS refused_at FROM runs
      WHERE user_id = $2::uuid AND error_code = 'moderated' AND finished_at > $7::timestamptz AND leader_id IS NULL
      UNION ALL
      SELECT refused_at FROM moderation_refusals WHERE user_id = $2::uuid AND refused_at > $7::timestamptz) refused
    ORDER BY refused_at DESC OFFSET greatest($8::integer, 1) - 1 LIMIT 1),
  noted AS (
    INSERT INTO moderation_refusals (id, user_id, tool_id, refused_at)
    SELECT $1::uuid, $2::uuid, $3::text, $6::timestamptz
    WHERE NOT EXISTS (SELECT 1 FROM known) AND NOT EXISTS (SELECT 1 FROM full_at) RETURNING id)
  SELECT EXISTS (SELECT 1 FROM known) AS known, (SELECT refused_at FROM full_at) AS "fullAt",
    EXISTS (SELECT 1 FROM noted) AS noted`;

/** For a caller from memory: nothing is noted, and no row comes, where the session has ended meanwhile. */
const LIVES = 'SELECT session_lives($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz, $6::timestamptz) AS lives';

/** Counts a request that is refused before anything is held. Its words are kept nowhere. */
export async function noteRefusal(ctx: Ctx, { userId, toolId, scope, key }: RefusedCall): Promise<Noted> {
  const lives = stillLives(ctx.actor, ctx);
  if (lives) {
    const [row] = await ctx.db.sql<{ lives: boolean }>(LIVES, lives);
    if (!row?.lives) throw staleSession();
  }
  const now = ctx.clock.now();
  const { moderationRefundsPerDay } = ctx.settings.current().runs;
  const [row] = await ctx.db.sql<{ known: boolean; fullAt: Date | null }>(NOTE, [
    ...[ctx.ids.uuid(), userId, toolId, scope, key],
    ...[now, new Date(now.getTime() - DAY_MS), moderationRefundsPerDay],
  ]);
  if (row?.known) return { outcome: 'known' };
  if (row?.fullAt) return { outcome: 'limit', retryAt: new Date(row.fullAt.getTime() + DAY_MS) };
  return { outcome: 'noted' };
}
