import { audit } from '@/lib/audit';
import { requireAdmin, type Ctx, type Verb } from '@/lib/context';
import { findTransactions, refundRun as refundInLedger, withIdempotency } from '@/lib/credits';
import { invalidField, notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { canonicalJson, isUuid, sha256 } from '@/lib/ids';
import type { RefundReason } from '@/lib/runs';
import { readAmount, readKey, readReason } from './read-input';

export interface RefundRunInput {
  runId: string;
  /** Credits, positive; left out gives back all that is left of the charge. */
  amount?: number | undefined;
  /** 1-500 characters; kept in the audit log and shown on the user's statement. */
  reason: string;
  /** The caller's Idempotency-Key; null when there was none, which is refused. */
  idempotencyKey: string | null;
}

/** Credits as JSON numbers. A repeat answers what the first call answered. */
export interface RefundRunResult {
  run: { id: string; charged: number; refunded: number };
  amount: number;
  /** What the user has now. */
  available: number;
  repeated: boolean;
}

const CODE: RefundReason = 'refunded_by_operator';

interface RunRow {
  userId: string;
  charged: string;
  refunded: string;
}

/** Read without a lock: the wallet's comes first everywhere, and the refund takes it. */
async function readRun(ctx: Ctx, runId: string): Promise<RunRow> {
  const [run] = isUuid(runId)
    ? await ctx.db.sql<RunRow>(
        `SELECT user_id::text AS "userId", charged_micro::text AS charged, refunded_micro::text AS refunded
         FROM runs WHERE id = $1::uuid`,
        [runId],
      )
    : [];
  if (!run) throw notFound('run');
  return run;
}

/** Refund, receipt and audit row in the caller's transaction. */
async function giveBack(ctx: Ctx, runId: string, amountMicro: bigint | null, reason: string) {
  const { userId } = await readRun(ctx, runId);
  const done = await refundInLedger({
    ctx,
    // The key lives 7 days, this id for ever: a key used again later is a new refund.
    input: { holdId: runId, amountMicro, reason, code: CODE, externalSource: 'refund', externalId: ctx.ids.uuid() },
  });
  const [posted] = await findTransactions({ ctx, input: { text: done.transactionId } });
  const amount = posted?.entries.find(({ account }) => account === 'user:available')?.amount ?? 0;
  await audit(ctx, {
    action: 'runs.refund',
    subjectType: 'run',
    subjectId: runId,
    data: { userId, amount, reason, transactionId: done.transactionId },
  });
  const { charged, refunded } = await readRun(ctx, runId);
  return {
    run: { id: runId, charged: microToCredits(BigInt(charged)), refunded: microToCredits(BigInt(refunded)) },
    amount,
    available: microToCredits(done.availableMicro),
  };
}

/**
 * Gives back what a run was charged, wholly or in part, once per Idempotency-Key of this operator: to the very lots it
 * came from, on the run's receipt and the user's statement.
 * @throws AppError forbidden; invalid_input naming the field; not_found for an unknown run; conflict with `left` for more
 * than is left of the charge; idempotency_mismatch.
 */
export const refundRun: Verb<RefundRunInput, RefundRunResult> = async ({ ctx, input }) => {
  const operator = requireAdmin(ctx.actor);
  const { idempotencyKey, ...body } = input;
  const key = readKey(idempotencyKey);
  const amountMicro = body.amount === undefined ? null : readAmount(body.amount);
  if (amountMicro !== null && amountMicro < 0n) throw invalidField('amount', 'must be more than 0');
  const reason = readReason(body.reason);
  const scope = `user:${operator.userId}:refund-run`;
  const requestHash = sha256(canonicalJson({ ...body, amount: body.amount ?? null }));
  const { result, repeated } = await withIdempotency({ ctx, scope, key, requestHash }, (tx) =>
    giveBack(tx, body.runId.toLowerCase(), amountMicro, reason),
  );
  return { ...result, repeated };
};
