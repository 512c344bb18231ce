import { dayRange, requireAdmin, type Verb } from '@/lib/context';
import { DAY_MS, microToCredits } from '@/lib/format';

/** What kept and shared answers did. Figures of runs that were asked for in a span of time. */
export interface CacheFigures {
  /** All of them, however they ended. */
  runs: number;
  /** Served by the user's own kept answer. */
  own: number;
  /** Served by somebody else's. */
  shared: number;
  /** Answered together with an identical run under way. */
  joined: number;
  /** The served part of all, from 0 to 1. */
  hitRate: number;
  /** US dollars that asking again would have cost us, as far as the first answer's cost is known. */
  savedUsd: number;
  /** Credits that served runs were charged, refunds taken off. */
  earned: number;
}

export interface CacheStats {
  /** Days in UTC, both included. */
  from: string;
  to: string;
  total: CacheFigures;
  /** Oldest first; days without runs are left out. */
  days: ({ day: string } & CacheFigures)[];
  /** Those with the most runs first. */
  tools: ({ toolId: string } & CacheFigures)[];
  items: ({ day: string; toolId: string } & CacheFigures)[];
}

export interface CacheStatsInput {
  /** Days as YYYY-MM-DD, in UTC. The last 30 days when absent. */
  from?: string;
  to?: string;
}

const SHOWN_DAYS = 30;

interface Row {
  day: string | null;
  toolId: string | null;
  runs: number;
  own: number;
  shared: number;
  joined: number;
  savedNano: string;
  earnedMicro: string;
}

const QUERY = `
  SELECT day::text AS day, tool_id AS "toolId", count(*)::int AS runs,
    (count(*) FILTER (WHERE served AND leader_id IS NULL AND cached_from IS NOT NULL))::int AS own,
    (count(*) FILTER (WHERE served AND leader_id IS NULL AND cached_from IS NULL))::int AS shared,
    (count(*) FILTER (WHERE served AND leader_id IS NOT NULL))::int AS joined,
    coalesce(sum(saved_nano_usd) FILTER (WHERE served), 0)::text AS "savedNano",
    coalesce(sum(charged_micro) FILTER (WHERE served), 0)::text AS "earnedMicro"
  FROM (SELECT (created_at AT TIME ZONE 'UTC')::date AS day, tool_id, cached AND status = 'succeeded' AS served, leader_id,
          cached_from, saved_nano_usd, charged_micro
        FROM runs WHERE created_at >= $1::timestamptz AND created_at < $2::timestamptz) asked
  GROUP BY GROUPING SETS ((day, tool_id), (day), (tool_id), ())
  ORDER BY day, count(*) DESC, tool_id`;

function figuresOf({ runs, own, shared, joined, savedNano, earnedMicro }: Row): CacheFigures {
  return {
    ...{ runs, own, shared, joined },
    hitRate: runs === 0 ? 0 : (own + shared + joined) / runs,
    savedUsd: Number(savedNano) / 1e9,
    earned: microToCredits(BigInt(earnedMicro)),
  };
}

/**
 * How often kept and shared answers served, and what that saved, by day and tool.
 * @throws AppError unauthenticated, forbidden, invalid_input naming `from` or `to`.
 */
export const cacheStats: Verb<CacheStatsInput, CacheStats> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { from, to } = dayRange(ctx, input, SHOWN_DAYS);
  const rows = await ctx.db.sql<Row>(QUERY, [new Date(from), new Date(Date.parse(to) + DAY_MS)]);
  const stats: CacheStats = {
    ...{ from, to, days: [], tools: [], items: [] },
    total: figuresOf({
      day: null,
      toolId: null,
      runs: 0,
      own: 0,
      shared: 0,
      joined: 0,
      savedNano: '0',
      earnedMicro: '0',
    }),
  };
  for (const row of rows) {
    const { day, toolId } = row;
    const figures = figuresOf(row);
    if (day !== null && toolId !== null) stats.items.push({ day, toolId, ...figures });
    else if (day !== null) stats.days.push({ day, ...figures });
    else if (toolId !== null) stats.tools.push({ toolId, ...figures });
    else stats.total = figures;
  }
  return stats;
};
