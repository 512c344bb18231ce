import { requireAdmin, requireUserId, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { isUuid } from '@/lib/ids';
import type { AdKind } from './types';

/** What an ad session was, for whoever has only its id. */
export interface AdSummary {
  id: string;
  kind: AdKind;
  network: string;
  /** How long had to be watched, and how long was counted; a network that vouches for its views counts none. */
  watchSeconds: number;
  watchedSeconds: number;
  reward: number;
  startedAt: string;
  claimedAt: string | null;
}

type Row = Omit<AdSummary, 'reward' | 'startedAt' | 'claimedAt'> & {
  reward: string;
  startedAt: Date;
  claimedAt: Date | null;
};

const QUERY = `
  SELECT s.id, s.kind, s.network, s.watch_seconds AS "watchSeconds", s.reward_micro::text AS reward,
    s.created_at AS "startedAt", s.claimed_at AS "claimedAt",
    (SELECT (coalesce(sum(v.watched_ms), 0) / 1000)::integer FROM ad_views v WHERE v.session_id = s.id) AS "watchedSeconds"
  FROM ad_sessions s WHERE s.id = ANY ($1::uuid[]) AND s.user_id = $2::uuid`;

/**
 * Names one person's ad sessions: the actor's own, or anybody's for operators. One query at most; foreign and unknown
 * ids are left out.
 * @throws AppError unauthenticated, forbidden.
 */
export async function describeAds({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { ids: readonly string[]; userId?: string };
}): Promise<AdSummary[]> {
  const own = requireUserId(ctx.actor);
  const userId = input.userId ?? own;
  if (userId !== own) requireAdmin(ctx.actor);
  const ids = [...new Set(input.ids.filter(isUuid))];
  if (ids.length === 0) return [];
  const rows = await ctx.db.sql<Row>(QUERY, [ids, userId]);
  return rows.map((row) => ({
    ...row,
    reward: microToCredits(BigInt(row.reward)),
    startedAt: row.startedAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
  }));
}
