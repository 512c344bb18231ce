import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { RunKind, RunStatus } from '../types';

/** One turn of a conversation as it is stored. */
export interface Turn {
  id: string;
  toolId: string;
  kind: RunKind;
  status: RunStatus;
  input: Record<string, unknown>;
  /** What was answered; null where nothing came. */
  text: string | null;
  conversationId: string | null;
}

/** No model is told of more; what is longer is cut by its characters anyway. */
const MOST_TURNS = 400;

/**
 * Upwards from the newest, by the primary key: a turn that was asked anew leaves its first answer beside the line. What was
 * deleted keeps its place and has nothing to say.
 */
const LINE = `WITH RECURSIVE line AS (
    SELECT id, continues_id, 1 AS depth FROM runs WHERE id = $1::uuid AND user_id = $2::uuid AND deleted_at IS NULL
    UNION ALL
    SELECT r.id, r.continues_id, line.depth + 1 FROM line JOIN runs r ON r.id = line.continues_id
      WHERE r.user_id = $2::uuid AND line.depth < $3::integer)
  SELECT r.id::text AS id, r.tool_id AS "toolId", r.kind, r.status, r.input, r.output ->> 'text' AS text,
    r.conversation_id::text AS "conversationId"
  FROM line JOIN runs r ON r.id = line.id ORDER BY line.depth`;

/**
 * A run of the actor and the runs it goes on from, newest first: one query.
 * @throws AppError not_found for a foreign, deleted or malformed id.
 */
export async function findLine({ ctx, input }: { ctx: Ctx; input: { runId: string; most?: number } }): Promise<Turn[]> {
  const userId = requireUserId(ctx.actor);
  if (!isUuid(input.runId)) throw notFound('run');
  const turns = await ctx.db.sql<Turn>(LINE, [input.runId, userId, Math.min(input.most ?? MOST_TURNS, MOST_TURNS)]);
  if (turns.length === 0) throw notFound('run');
  return turns;
}
