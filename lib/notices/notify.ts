import type { Actor, Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { NoticeOf } from './types';
import { NOTICE_DATA } from './view-schema';

export type NotifyInput = NoticeOf & {
  userId: string;
  /** When it came to be, for what may come to be again: each occasion is told once. */
  occasion?: Date;
};

/** The hub's own jobs, operators, whoever acts for that very person, and ad networks of what they took back themselves. */
function mayTell(actor: Actor, userId: string, notice: NoticeOf): boolean {
  switch (actor.type) {
    case 'system':
      return true;
    case 'user':
      return actor.role === 'admin' || actor.userId === userId;
    case 'apiKey':
      return actor.userId === userId;
    case 'adNetwork':
      return notice.kind === 'ad_reversed' && notice.data.network === actor.network;
    case 'guest':
      return false;
  }
}

function aboutOf(notice: NoticeOf): string {
  switch (notice.kind) {
    case 'run_done':
    case 'run_failed':
      return notice.data.runId;
    case 'batch_done':
    case 'batch_paused':
      return notice.data.batchId;
    case 'problem_refunded':
    case 'problem_declined':
      return notice.data.problemId;
    case 'ad_paid':
    case 'ad_refused':
      return notice.data.sessionId;
    case 'ad_reversed':
    case 'offer_paid':
    case 'offer_refused':
      return notice.data.id;
  }
}

/** Nobody is told anything behind their account's end. */
const TELL = `INSERT INTO notices (id, user_id, kind, about, data, created_at, occasion)
  SELECT $1::uuid, u.id, $3::text, $4::uuid, $5::jsonb, $6::timestamptz,
    coalesce($7::timestamptz, to_timestamp(0)) FROM users u
  WHERE u.id = $2::uuid AND u.deleted_at IS NULL
  ON CONFLICT (user_id, about, kind, occasion) WHERE kind <> 'batch_paused' DO NOTHING RETURNING id`;

/**
 * Tells somebody something in the app, in the caller's transaction: it is there exactly when what it says is true. Said
 * twice of one occasion it is there once (only pauses of batches are not counted). Answers whether it is new.
 * @throws AppError forbidden for a caller who is not that person, an operator, a job or the network that takes back; Error for data of another shape.
 */
export async function notify({ ctx, input }: { ctx: Ctx; input: NotifyInput }): Promise<{ told: boolean }> {
  const { userId, occasion, ...notice } = input;
  if (!mayTell(ctx.actor, userId, notice)) throw new AppError('forbidden', 'This notice is not yours to give.');
  const data = NOTICE_DATA[notice.kind].parse(notice.data);
  const rows = await ctx.db.sql<{ id: string }>(TELL, [
    ctx.ids.uuid(),
    userId,
    notice.kind,
    aboutOf(notice),
    JSON.stringify(data),
    ctx.clock.now(),
    occasion ?? null,
  ]);
  return { told: rows.length > 0 };
}
