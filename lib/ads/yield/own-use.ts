import type { Ctx } from '@/lib/context';
import { utcDayStart } from '@/lib/format';

/** What one person has had of a network. */
export interface OwnUse {
  /** Begun today (UTC). */
  views: number;
  /** Paid or held today, in microcredits. */
  earnedMicro: bigint;
  /** In the last hour. */
  failures: number;
}

export const UNUSED: OwnUse = { views: 0, earnedMicro: 0n, failures: 0 };

const HOUR_MS = 3_600_000;

/** A session lives a day at most: what failed in the last hour began within a day before. */
const QUERY = `
  SELECT network, sum(views)::integer AS views, sum(earned)::text AS earned, sum(failures)::integer AS failures FROM (
    SELECT v.network, 1 AS views, 0::bigint AS earned, 0 AS failures
      FROM ad_sessions s JOIN ad_views v ON v.session_id = s.id
      WHERE s.user_id = $1::uuid AND s.created_at >= $2::timestamptz
        AND (v.started_at IS NOT NULL OR v.completed_at IS NOT NULL) AND v.network <> 'house'
    UNION ALL
    SELECT network, 0, coalesce(paid_micro, reward_micro + answer_micro), 0 FROM ad_sessions
      WHERE user_id = $1::uuid AND claimed_at >= $2::timestamptz AND network <> 'house'
    UNION ALL
    SELECT f.network, 0, 0, 1 FROM ad_sessions s JOIN ad_fallbacks f ON f.session_id = s.id
      WHERE s.user_id = $1::uuid AND s.created_at >= $3::timestamptz - interval '1 day'
        AND f.created_at >= $3::timestamptz AND f.reason IN ('no_fill', 'blocked', 'error')) used
  GROUP BY network`;

/** By network; one query, which is all that a choice of networks costs a start. */
export async function ownUse(ctx: Ctx, userId: string): Promise<Map<string, OwnUse>> {
  const now = ctx.clock.now();
  const rows = await ctx.db.sql<{ network: string; views: number; earned: string; failures: number }>(QUERY, [
    ...[userId, utcDayStart(now), new Date(now.getTime() - HOUR_MS)],
  ]);
  return new Map(
    rows.map(({ network, views, earned, failures }) => [network, { views, earnedMicro: BigInt(earned), failures }]),
  );
}
