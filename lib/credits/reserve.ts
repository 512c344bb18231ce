import type { Verb } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { walletOwner } from './guards';
import { callLedger, micro, otherInput, unexpectedAnswer } from './ledger-call';
import type { LedgerRef, ReserveOutcome } from './types';

export interface ReserveInput {
  /** A new UUID: the key of this call, and what the hold is ended by. */
  holdId: string;
  /** Only jobs and operators name somebody; everybody else holds their own credits. */
  userId?: string;
  /** Positive, in microcredits: the most that can be captured. */
  amountMicro: bigint;
  /** What the hold is for. One reference has one hold, ever. */
  ref: LedgerRef;
  /** When a sweep may return the hold. */
  deadlineAt: Date;
}

/**
 * Sets credits aside for something that may still fail, burning free lots before bought ones, then the soonest to
 * expire, then the oldest. One round trip. Too few credits are an outcome, not an error.
 * @throws AppError invalid_input for an amount that is not positive, idempotency_mismatch when the hold's id or its
 * reference stands for another hold.
 */
export const reserve: Verb<ReserveInput, ReserveOutcome> = async ({ ctx, input }) => {
  const userId = walletOwner(ctx, input.userId);
  if (input.amountMicro <= 0n) throw invalidField('amount', 'must be more than 0');
  const answer = await callLedger(ctx, 'ledger_reserve', [
    userId,
    input.holdId,
    input.amountMicro,
    input.ref.type,
    input.ref.id,
    ctx.instanceId,
    input.deadlineAt,
    ctx.clock.now(),
  ]);
  if (answer.outcome === 'unknown_user') return { outcome: 'unknown_user' };
  const balances = {
    availableMicro: micro(answer.available),
    heldMicro: micro(answer.held),
    debtMicro: micro(answer.debt),
  };
  switch (answer.outcome) {
    case 'held':
      return { outcome: 'held', holdId: input.holdId, ...balances };
    case 'insufficient':
    case 'repeated':
      return { outcome: answer.outcome, ...balances };
    case 'mismatch':
      throw otherInput();
    default:
      throw unexpectedAnswer('ledger_reserve', answer);
  }
};
