import { requireAdmin, requireUserId, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { isUuid } from '@/lib/ids';
import type { RunKind, RunStatus } from './types';

/** What a run was, for whoever has only its id. */
export interface RunSummary {
  id: string;
  toolId: string;
  kind: RunKind;
  status: RunStatus;
  /** The beginning of what was typed; empty once the run is deleted, and for everybody but its owner. */
  title: string;
  /** Its owner has deleted it: it has no page any more. */
  deleted: boolean;
  cached: boolean;
  provider: string | null;
  model: string | null;
  promptId: string | null;
  quoted: number;
  charged: number;
  refunded: number;
  reason: string | null;
  createdAt: string;
  finishedAt: string | null;
}

type Row = Omit<RunSummary, 'quoted' | 'charged' | 'refunded' | 'createdAt' | 'finishedAt'> & {
  quoted: string;
  charged: string;
  refunded: string;
  createdAt: Date;
  finishedAt: Date | null;
};

const QUERY = `
  SELECT id, tool_id AS "toolId", kind, status, deleted_at IS NOT NULL AS deleted, cached, provider, model,
    prompt_id AS "promptId", quoted_micro::text AS quoted, charged_micro::text AS charged, refunded_micro::text AS refunded,
    reason, created_at AS "createdAt", finished_at AS "finishedAt",
    CASE WHEN $3::boolean THEN coalesce(left(coalesce(input ->> 'prompt', input ->> 'text'), 200), '') ELSE '' END AS title
  FROM runs WHERE id = ANY ($1::uuid[]) AND user_id = $2::uuid`;

/**
 * Names one person's runs: the actor's own, or for operators anybody's without what was typed. One query at most;
 * foreign and unknown ids are left out.
 * @throws AppError unauthenticated, forbidden.
 */
export async function describeRuns({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { ids: readonly string[]; userId?: string };
}): Promise<RunSummary[]> {
  const own = requireUserId(ctx.actor);
  const userId = input.userId ?? own;
  if (userId !== own) requireAdmin(ctx.actor);
  const ids = [...new Set(input.ids.filter(isUuid))];
  if (ids.length === 0) return [];
  const rows = await ctx.db.sql<Row>(QUERY, [ids, userId, userId === own]);
  return rows.map((row) => ({
    ...row,
    title: row.title.replace(/\s+/g, ' ').trim(),
    quoted: microToCredits(BigInt(row.quoted)),
    charged: microToCredits(BigInt(row.charged)),
    refunded: microToCredits(BigInt(row.refunded)),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
