import { requireAdmin, type Ctx } from '@/lib/context';
import { DAY_MS } from '@/lib/format';
import type { RecentScores } from '../types';

const DAYS = 7;
/** Ids rise with time, so the latest are read by the primary key, however many cases there are. */
const LATEST = 1_000;

const SCORES = `SELECT score::int AS score, count(*)::int AS cases
  FROM (SELECT flow, score, created_at FROM risk_cases ORDER BY id DESC LIMIT ${LATEST}) AS latest
  WHERE flow = 'ad' AND created_at > $1::timestamptz GROUP BY score ORDER BY score`;

/**
 * How many points the claims of late had that left a case, among the latest thousand cases.
 * @throws AppError unauthenticated, forbidden.
 */
export async function recentScores({ ctx }: { ctx: Ctx }): Promise<RecentScores> {
  requireAdmin(ctx.actor);
  const since = new Date(ctx.clock.now().getTime() - DAYS * DAY_MS);
  return { days: DAYS, scores: await ctx.db.sql<{ score: number; cases: number }>(SCORES, [since]) };
}
