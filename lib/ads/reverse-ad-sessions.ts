import { audit } from '@/lib/audit';
import { actorId, requireAdmin, type Ctx } from '@/lib/context';
import { getCredits, withIdempotency } from '@/lib/credits';
import { invalidField } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { canonicalJson, sha256 } from '@/lib/ids';
import { lockSession } from './locked-session';
import type { ReverseSessionsInput } from './schema';
import { takeBack } from './take-back';
import type { ReversedSessions } from './types';

const MARK = `UPDATE ad_sessions SET state = 'reversed', taken_micro = paid_micro WHERE id = $1::uuid RETURNING id`;

const LOCK_ALL = `SELECT id FROM ad_sessions WHERE id = ANY ($1::uuid[]) AND user_id = $2::uuid ORDER BY id FOR UPDATE`;

/** Takes one session's pay back; null where there is nothing to take. */
async function reverseOne(ctx: Ctx, sessionId: string, { userId, reason }: ReverseSessionsInput) {
  const session = await lockSession(ctx, sessionId, userId);
  if (session.state !== 'claimed' || session.paidMicro === null) return null;
  await ctx.db.sql(MARK, [sessionId]);
  await takeBack(ctx, {
    ...{ userId, source: 'ad', network: session.network, amountMicro: session.paidMicro, reason },
    ...{ paidBy: sessionId, about: sessionId },
  });
  return { sessionId, amountMicro: session.paidMicro };
}

async function reverseAll(ctx: Ctx, input: ReverseSessionsInput): Promise<ReversedSessions> {
  const { userId, reason } = input;
  const done: { sessionId: string; amountMicro: bigint }[] = [];
  const skipped: string[] = [];
  const ids = [...new Set(input.sessionIds.map((id) => id.toLowerCase()))].sort();
  // All of them, in the order of their ids, before any wallet: nobody waits in a ring, neither operators nor a claim.
  await ctx.db.sql(LOCK_ALL, [ids, userId]);
  for (const sessionId of ids) {
    const taken = await reverseOne(ctx, sessionId, input);
    if (taken) done.push(taken);
    else skipped.push(sessionId);
  }
  const amount = microToCredits(done.reduce((sum, { amountMicro }) => sum + amountMicro, 0n));
  const reversed = done.map(({ sessionId, amountMicro }) => ({ sessionId, amount: microToCredits(amountMicro) }));
  if (done.length > 0) {
    const data = { reason, amount, sessions: done.map(({ sessionId }) => sessionId) };
    await audit(ctx, { action: 'ads.reverse', subjectType: 'user', subjectId: userId, data });
  }
  const { debt } = await getCredits({ ctx, input: { userId } });
  return { reversed, skipped, amount, debt };
}

/**
 * Takes back what ad sessions of one user have paid, for proven fraud: new ledger entries, debt beyond the balance, one
 * notice each with the operator's words, an audit row. All or nothing; each session once, whoever repeats it. Joins the
 * caller's transaction.
 * @throws AppError forbidden; not_found for a session that is not this user's; invalid_input; idempotency_mismatch
 */
export async function reverseAdSessions({
  ctx,
  input,
  idempotencyKey,
}: {
  ctx: Ctx;
  input: ReverseSessionsInput;
  idempotencyKey?: string;
}): Promise<ReversedSessions & { repeated: boolean }> {
  if (ctx.actor.type !== 'system') requireAdmin(ctx.actor);
  const reason = input.reason.trim();
  if (reason === '') throw invalidField('reason', 'is required');
  const requestHash = sha256(canonicalJson({ ...input, reason }));
  const scope = `${ctx.actor.type}:${actorId(ctx.actor)}:reverse-ads`;
  const { result, repeated } = await withIdempotency(
    { ctx, scope, key: idempotencyKey ?? `input-${requestHash}`, requestHash },
    async (tx) => ({ ...(await reverseAll(tx, { ...input, reason })) }),
  );
  return { ...result, repeated };
}
