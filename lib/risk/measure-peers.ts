import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { utcDayStart } from '@/lib/format';

const MEASURE = `
  WITH hours AS (
    SELECT user_id, max(offers) AS most FROM (
      SELECT user_id, count(*)::int AS offers FROM ad_callbacks WHERE event = 'credit' AND amount_micro > 0
        AND received_at >= $1::timestamptz AND received_at < $1::timestamptz + interval '1 day'
      GROUP BY user_id, date_trunc('hour', received_at)) AS each_hour
    GROUP BY user_id)
  INSERT INTO risk_peers (day, claimers, median, p95, most, measured_at, offer_takers, offer_p95)
  SELECT ($1::timestamptz AT TIME ZONE 'UTC')::date, count(*), coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY claims), 0),
    coalesce(percentile_disc(0.95) WITHIN GROUP (ORDER BY claims), 0), coalesce(max(claims), 0), $2::timestamptz,
    (SELECT count(*) FROM hours), (SELECT coalesce(percentile_disc(0.95) WITHIN GROUP (ORDER BY most), 0) FROM hours)
  FROM (SELECT count(*)::int AS claims FROM ad_sessions WHERE claimed_at >= $1::timestamptz AND claimed_at < $1::timestamptz + interval '1 day'
    GROUP BY user_id) AS each_
  ON CONFLICT (day) DO UPDATE SET claimers = excluded.claimers, median = excluded.median, p95 = excluded.p95,
    most = excluded.most, measured_at = excluded.measured_at,
    offer_takers = excluded.offer_takers, offer_p95 = excluded.offer_p95 RETURNING day`;

/** Measures what all did today who claimed rewards or completed offers: others are compared with it. For jobs. */
export async function measurePeers({ ctx }: { ctx: Ctx }): Promise<void> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  const now = ctx.clock.now();
  await ctx.db.sql(MEASURE, [utcDayStart(now), now]);
}
