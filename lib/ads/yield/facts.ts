import type { Ctx } from '@/lib/context';
import { DAY_MS, utcDay } from '@/lib/format';
import type { YieldRow } from './estimate';
import type { Asks, AsksRow } from './fill';

/** What networks brought in and how they did of late. */
export interface YieldFacts {
  /** Reports of the last 28 days. */
  yields: YieldRow[];
  /** Of the last 7 days. */
  asks: AsksRow[];
  lastHour: Map<string, Asks>;
}

const HOUR_MS = 3_600_000;
const YIELD_DAYS = 28;
const ASK_DAYS = 7;
/** So old they may be: what a network pays does not change by the minute. */
const FRESH_MS = 60_000;

const YIELDS = `SELECT network, country, kind, sum(impressions)::float8 AS impressions,
    sum(revenue_micro_usd)::float8 AS "revenueMicroUsd"
  FROM ad_yield WHERE day > $1::date AND day <= $2::date GROUP BY 1, 2, 3`;

const ASKS = `SELECT network, country, sum(sessions + no_fill + blocked + failed)::float8 AS asked,
    sum(no_fill + blocked + failed)::float8 AS failures
  FROM ad_days WHERE day > $1::date AND day <= $2::date AND network <> 'house' GROUP BY 1, 2`;

/** So many asks of one person are heard: whoever says again and again that a network fails turns it off for nobody else. */
const ASKS_EACH = 4;

const LAST_HOUR = `SELECT network, sum(least(asked, ${ASKS_EACH}))::float8 AS asked,
    sum(failures * least(1, ${ASKS_EACH} / asked))::float8 AS failures
  FROM (SELECT network, user_id, count(*)::float8 AS asked, sum(failed)::float8 AS failures FROM (
      SELECT network, user_id, 0 AS failed FROM ad_sessions WHERE created_at >= $1::timestamptz AND network <> 'house'
      UNION ALL
      SELECT f.network, s.user_id, 1 FROM ad_fallbacks f JOIN ad_sessions s ON s.id = f.session_id
        WHERE f.created_at >= $1::timestamptz AND f.reason IN ('no_fill', 'blocked', 'error')) told
    GROUP BY 1, 2) people
  GROUP BY 1`;

async function read({ db, clock }: Ctx): Promise<YieldFacts> {
  const now = clock.now();
  const dayBefore = (days: number) => utcDay(new Date(now.getTime() - days * DAY_MS));
  const [yields, asks, hour] = await Promise.all([
    db.sql<YieldRow>(YIELDS, [dayBefore(YIELD_DAYS), dayBefore(0)]),
    db.sql<AsksRow>(ASKS, [dayBefore(ASK_DAYS), dayBefore(0)]),
    db.sql<Asks & { network: string }>(LAST_HOUR, [new Date(now.getTime() - HOUR_MS)]),
  ]);
  return { yields, asks, lastHour: new Map(hour.map((row) => [row.network, row])) };
}

/** By what outlives a request and a transaction, and is no other hub's. */
const kept = new WeakMap<Ctx['kv'], { until: number; facts: Promise<YieldFacts> }>();

/** Kept in memory for a minute: three queries a minute in each process, whatever it serves. */
export function yieldFacts(ctx: Ctx): Promise<YieldFacts> {
  const now = ctx.clock.now().getTime();
  const known = kept.get(ctx.kv);
  if (known && now < known.until && now >= known.until - FRESH_MS) return known.facts;
  const facts = read(ctx);
  kept.set(ctx.kv, { until: now + FRESH_MS, facts });
  // What could not be read is asked again by the next.
  facts.catch(() => forgetFacts(ctx));
  return facts;
}

/** After an import: what it said counts at once here, and within a minute in other processes. */
export function forgetFacts(ctx: Pick<Ctx, 'kv'>): void {
  kept.delete(ctx.kv);
}
