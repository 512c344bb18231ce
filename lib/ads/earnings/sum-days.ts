import type { Ctx } from '@/lib/context';
import { revenuePerView } from '../yield/revenue-per-view';

/** What days of ads add up to. Money in microdollars, credits in microcredits. */
export interface AdSums {
  sessions: number;
  views: number;
  completed: number;
  /** Completed on days of which the network has reported. */
  toldViews: number;
  claimed: number;
  paidMicro: number;
  takenMicro: number;
  noFill: number;
  blocked: number;
  failed: number;
  assumedMicroUsd: number;
  reportedMicroUsd: number;
  impressions: number;
}

export const NO_SUMS: AdSums = {
  ...{ sessions: 0, views: 0, completed: 0, toldViews: 0, claimed: 0, paidMicro: 0, takenMicro: 0 },
  ...{ noFill: 0, blocked: 0, failed: 0, assumedMicroUsd: 0, reportedMicroUsd: 0, impressions: 0 },
};

export type SumKey = 'day' | 'network' | 'country' | 'kind';

const KEYS: Record<SumKey, string> = { day: 'day::text', network: 'network', country: 'country', kind: 'kind' };

/**
 * For a day that its network has reported, the report counts; for any other, what its complete views may be expected to bring
 * in. Offer walls say by signature what each offer pays; who took one back pays nothing, and one that waits or was
 * refused counts for nothing.
 */
const PARTS = `
  WITH expected AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb) AS e (network text, country text, kind text, micro float8)),
  told AS (SELECT DISTINCT day, network FROM ad_yield WHERE day BETWEEN $1::date AND $2::date),
  offers AS (
    SELECT (c.received_at AT TIME ZONE 'UTC')::date AS day, c.network, c.event, c.amount_micro AS amount,
      coalesce((paid.data ->> 'payoutMicroUsd')::float8, 0) AS payout
    FROM ad_callbacks c
    JOIN ad_callbacks paid ON paid.network = c.network AND paid.event = 'credit' AND paid.external_id = c.external_id
    WHERE c.event <> 'view' AND c.received_at >= $1::date::timestamp AT TIME ZONE 'UTC'
      AND c.received_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC' AND paid.amount_micro > 0
      AND (paid.review IS NULL OR paid.review = 'paid')),
  parts AS (
    SELECT d.day, d.network, d.country, d.kind, d.sessions, d.views, d.completed, d.claimed, d.paid_micro AS paid,
      d.taken_micro AS taken, d.no_fill, d.blocked, d.failed, CASE WHEN t.day IS NULL THEN 0 ELSE d.completed END AS told_views,
      CASE WHEN t.day IS NULL THEN d.completed * coalesce(e.micro, 0) ELSE 0 END AS assumed, 0::float8 AS reported,
      0::bigint AS impressions
    FROM ad_days d LEFT JOIN told t ON t.day = d.day AND t.network = d.network
    LEFT JOIN expected e ON e.network = d.network AND e.country = d.country AND e.kind = d.kind
    WHERE d.day BETWEEN $1::date AND $2::date
    UNION ALL
    SELECT day, network, country, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, revenue_micro_usd, impressions
    FROM ad_yield WHERE day BETWEEN $1::date AND $2::date
    UNION ALL
    SELECT o.day, o.network, '', '', 0, 0, 0, CASE WHEN o.event = 'credit' THEN 1 ELSE 0 END,
      CASE WHEN o.event = 'credit' THEN o.amount ELSE 0 END, CASE WHEN o.event = 'reversal' THEN o.amount ELSE 0 END, 0, 0, 0, 0,
      0, CASE WHEN t.day IS NOT NULL THEN 0 WHEN o.event = 'credit' THEN o.payout ELSE -o.payout END, 0
    FROM offers o LEFT JOIN told t ON t.day = o.day AND t.network = o.network)`;

const SUMS = `sum(sessions)::float8 AS sessions, sum(views)::float8 AS views, sum(completed)::float8 AS completed,
  sum(told_views)::float8 AS "toldViews", sum(claimed)::float8 AS claimed, sum(paid)::float8 AS "paidMicro",
  sum(taken)::float8 AS "takenMicro", sum(no_fill)::float8 AS "noFill", sum(blocked)::float8 AS blocked,
  sum(failed)::float8 AS failed, sum(assumed)::float8 AS "assumedMicroUsd", sum(reported)::float8 AS "reportedMicroUsd",
  sum(impressions)::float8 AS impressions`;

const EXPECTED = `SELECT DISTINCT network, country, kind FROM ad_days WHERE day BETWEEN $1::date AND $2::date`;

/** Sums of days, both included, by the given members. Two queries. */
export async function sumDays<Key extends SumKey>(
  ctx: Ctx,
  { from, to }: { from: string; to: string },
  keys: readonly Key[],
): Promise<(Record<Key, string> & AdSums)[]> {
  const [yieldOf, found] = await Promise.all([
    revenuePerView({ ctx }),
    ctx.db.sql<{ network: string; country: string; kind: string }>(EXPECTED, [from, to]),
  ]);
  const expected = found.map((key) => ({
    ...key,
    micro: yieldOf({ ...key, country: key.country || null }).microUsd,
  }));
  const names = keys.map((key) => `${KEYS[key]} AS ${key}`).join(', ');
  const places = keys.map((_key, index) => index + 1).join(', ');
  const query = `${PARTS} SELECT ${[names, SUMS].filter(Boolean).join(', ')} FROM parts ${places && `GROUP BY ${places}`}`;
  return ctx.db.sql<Record<Key, string> & AdSums>(query, [from, to, JSON.stringify(expected)]);
}

export function addSums(rows: readonly AdSums[]): AdSums {
  const names = Object.keys(NO_SUMS) as (keyof AdSums)[];
  return rows.reduce(
    (total, row) =>
      Object.fromEntries(names.map((name) => [name, total[name] + row[name]])) as Record<keyof AdSums, number>,
    NO_SUMS,
  );
}
