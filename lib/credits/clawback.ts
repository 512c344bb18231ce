import type { Actor, Verb } from '@/lib/context';
import { AppError, invalidField, notFound } from '@/lib/errors';
import { requireOperator } from './guards';
import { callLedger, micro, otherInput, unexpectedAnswer } from './ledger-call';
import type { LedgerRef, LotSource } from './types';

export interface ClawbackInput {
  userId: string;
  /** Where the credits had come from: what is left of them is taken first, then the rest in burn order. */
  source: LotSource;
  /** Positive, in microcredits. */
  amountMicro: bigint;
  /** With `externalId`: takes once, whoever repeats it. Such as `stripe-dispute`. */
  externalSource: string;
  externalId: string;
  ref: LedgerRef;
  reason?: string;
}

export interface ClawbackOutcome {
  /** `repeated`: this external id has taken this before; nothing moved now. */
  outcome: 'taken' | 'repeated';
  transactionId: string;
  availableMicro: bigint;
  /** What the user owes after it; later earnings pay it first. */
  debtMicro: bigint;
}

/** An ad network may undo what it has confirmed itself; else this is for the hub's jobs and operators. */
function requireTaker(actor: Actor, source: LotSource): void {
  if (actor.type !== 'adNetwork') return requireOperator(actor);
  if (source !== 'ad' && source !== 'offer') {
    throw new AppError('forbidden', 'These credits cannot be taken back by this caller.');
  }
}

/**
 * Takes credits back whose ground has gone: a disputed payment, an ad network's reversal. Beyond the balance it becomes
 * debt; credits on hold are never touched. One round trip, once per external id.
 * @throws AppError forbidden, invalid_input for an amount that is not positive, not_found for an unknown user,
 * idempotency_mismatch when the external id has taken something else.
 */
export const clawback: Verb<ClawbackInput, ClawbackOutcome> = async ({ ctx, input }) => {
  requireTaker(ctx.actor, input.source);
  if (input.amountMicro <= 0n) throw invalidField('amount', 'must be more than 0');
  const answer = await callLedger(ctx, 'ledger_take', [
    input.userId,
    input.amountMicro,
    'clawback',
    'platform:clawback',
    input.source,
    true,
    input.ref.type,
    input.ref.id,
    input.reason ?? null,
    input.externalSource,
    input.externalId,
    ctx.clock.now(),
  ]);
  switch (answer.outcome) {
    case 'taken':
    case 'repeated':
      return {
        outcome: answer.outcome,
        transactionId: String(answer.transactionId),
        availableMicro: micro(answer.available),
        debtMicro: micro(answer.debt),
      };
    case 'mismatch':
      throw otherInput();
    case 'unknown_user':
      throw notFound('user');
    default:
      throw unexpectedAnswer('ledger_take', answer);
  }
};
