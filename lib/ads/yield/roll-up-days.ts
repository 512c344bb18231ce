import type { Ctx } from '@/lib/context';
import { DAY_MS, utcDay, utcDayStart } from '@/lib/format';
import { NETWORKS } from '../networks';

/** Their views count by signature alone. */
const SIGNED = NETWORKS.filter(({ tier }) => tier === 'signed').map(({ id }) => id);

/**
 * One day, by when its sessions began. A session belongs to the network it ended with, a view to the one that showed it, a
 * failure to the one that failed: so a network was asked for sessions + failures. Whoever closes an ad was shown one.
 * A view counts as complete as it does for a claim (`isComplete`). Views are looked up session by session: joined, the planner
 * would read all that there ever were for each day.
 */
const ROLL_UP = `
  WITH day AS (
    SELECT id, network, coalesce(country, '') AS country, kind, state, coalesce(paid_micro, 0) AS paid, taken_micro AS taken
    FROM ad_sessions WHERE created_at >= $1::timestamptz AND created_at < $2::timestamptz),
  parts AS (
    SELECT network, country, kind, count(*) AS sessions, 0::bigint AS views, 0::bigint AS completed,
      count(*) FILTER (WHERE state IN ('claimed', 'delayed', 'reversed')) AS claimed, sum(paid) AS paid, sum(taken) AS taken,
      0::bigint AS no_fill, 0::bigint AS blocked, 0::bigint AS failed
    FROM day GROUP BY 1, 2, 3
    UNION ALL
    SELECT v.network, s.country, s.kind, 0, sum(v.views), sum(v.completed), 0, 0, 0, 0, 0, 0
    FROM day s CROSS JOIN LATERAL (
      SELECT w.network, count(*) AS views, count(*) FILTER (WHERE w.completed_at IS NOT NULL OR (w.watched_ms >= w.seconds * 1000
        AND (w.network = 'house' OR (w.granted_at IS NOT NULL AND w.network <> ALL ($5::text[]))))) AS completed
      FROM ad_views w WHERE w.session_id = s.id AND (w.started_at IS NOT NULL OR w.completed_at IS NOT NULL)
      GROUP BY w.network) v GROUP BY 1, 2, 3
    UNION ALL
    SELECT f.network, s.country, s.kind, 0, 0, 0, 0, 0, 0, sum(f.no_fill), sum(f.blocked), sum(f.failed)
    FROM day s CROSS JOIN LATERAL (
      SELECT g.network, count(*) FILTER (WHERE g.reason = 'no_fill') AS no_fill,
        count(*) FILTER (WHERE g.reason = 'blocked') AS blocked, count(*) FILTER (WHERE g.reason = 'error') AS failed
      FROM ad_fallbacks g WHERE g.session_id = s.id AND g.reason IN ('no_fill', 'blocked', 'error')
      GROUP BY g.network) f GROUP BY 1, 2, 3),
  counted AS (
    SELECT network, country, kind, sum(sessions) AS sessions, sum(views) AS views, sum(completed) AS completed,
      sum(claimed) AS claimed, sum(paid) AS paid, sum(taken) AS taken, sum(no_fill) AS no_fill, sum(blocked) AS blocked,
      sum(failed) AS failed
    FROM parts GROUP BY 1, 2, 3),
  gone AS (
    DELETE FROM ad_days d WHERE d.day = $3::date AND NOT EXISTS (
      SELECT 1 FROM counted c WHERE (c.network, c.country, c.kind) = (d.network, d.country, d.kind)) RETURNING d.day)
  INSERT INTO ad_days AS d (day, network, country, kind, sessions, views, completed, claimed, paid_micro, taken_micro,
    no_fill, blocked, failed, updated_at)
  SELECT $3::date, network, country, kind, sessions, views, completed, claimed, paid, taken, no_fill, blocked, failed,
    $4::timestamptz FROM counted
  ON CONFLICT (day, network, country, kind) DO UPDATE SET sessions = excluded.sessions, views = excluded.views,
    completed = excluded.completed, claimed = excluded.claimed, paid_micro = excluded.paid_micro,
    taken_micro = excluded.taken_micro, no_fill = excluded.no_fill, blocked = excluded.blocked, failed = excluded.failed,
    updated_at = excluded.updated_at
  WHERE (d.sessions, d.views, d.completed, d.claimed, d.paid_micro, d.taken_micro, d.no_fill, d.blocked, d.failed)
    IS DISTINCT FROM (excluded.sessions, excluded.views, excluded.completed, excluded.claimed, excluded.paid_micro,
      excluded.taken_micro, excluded.no_fill, excluded.blocked, excluded.failed)
  RETURNING 1 AS written`;

/** A session lives a day at most, so only today's and yesterday's may still be watched and claimed. */
export const YOUNG_DAYS = { newest: 0, oldest: 1 } as const;
/** A claim that was held may be paid, and a paid one taken back, for about two months: networks settle by the month. */
export const LATE_DAYS = { newest: 2, oldest: 62 } as const;

/**
 * Counts days of ads anew from their sessions, one statement a day; a repeat changes nothing that has not changed.
 * @param input how many days ago (UTC) the newest and the oldest of them were
 * @returns how many rows were written
 */
export async function rollUpAdDays({
  ctx,
  input: { newest, oldest },
}: {
  ctx: Ctx;
  input: { newest: number; oldest: number };
}): Promise<number> {
  const now = ctx.clock.now();
  const today = utcDayStart(now).getTime();
  // A young hub has no days behind its first session.
  const [first] = await ctx.db.sql<{ at: Date | null }>(
    'SELECT min(created_at) AS at FROM ad_sessions WHERE created_at >= $1::timestamptz',
    [new Date(today - oldest * DAY_MS)],
  );
  let written = 0;
  for (let ago = newest; first?.at && ago <= oldest; ago++) {
    const start = new Date(today - ago * DAY_MS);
    const end = new Date(start.getTime() + DAY_MS);
    if (end <= first.at) break;
    const day = utcDay(start);
    const rows = await ctx.db.sql<{ written: number }>(ROLL_UP, [start, end, day, now, SIGNED]);
    written += rows.length;
  }
  return written;
}
