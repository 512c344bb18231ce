import type { Ctx, Verb } from '@/lib/context';
import { AppError, invalidField, notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { requireOperator } from './guards';
import { callLedger, micro, otherInput, unexpectedAnswer, type LedgerAnswer } from './ledger-call';

export interface RefundInput {
  /** The captured hold; a run's hold has the run's id. */
  holdId: string;
  /** Positive, in microcredits; null gives back all that is left of the capture. */
  amountMicro: bigint | null;
  /** Shown on the statement. */
  reason: string;
  /** With `externalId`: gives back once, whoever repeats it. */
  externalSource: string;
  externalId: string;
}

export interface RefundOutcome {
  /** `repeated`: this external id has refunded this before; nothing moved now. */
  outcome: 'refunded' | 'repeated';
  transactionId: string;
  availableMicro: bigint;
}

function nothingToGive(answer: LedgerAnswer): AppError {
  const left = answer.amount === undefined ? 0 : microToCredits(micro(answer.amount));
  return new AppError('conflict', `There are ${left} charged credits left to give back.`, { extra: { left } });
}

function checkAmount(amountMicro: bigint | null): void {
  if (amountMicro !== null && amountMicro <= 0n) throw invalidField('amount', 'must be more than 0');
}

function outcomeOf(answer: LedgerAnswer): RefundOutcome {
  switch (answer.outcome) {
    case 'refunded':
    case 'repeated':
      return {
        outcome: answer.outcome,
        transactionId: String(answer.transactionId),
        availableMicro: micro(answer.available),
      };
    case 'mismatch':
      throw otherInput();
    case 'not_captured':
    case 'over_refund':
      throw nothingToGive(answer);
    case 'unknown_hold':
      throw notFound('hold');
    default:
      throw unexpectedAnswer('ledger_refund', answer);
  }
}

/**
 * Gives captured credits back to the very lots they came from (a lot that has expired lives 7 more days), and takes the
 * author's royalty for them back, where need be into debt. One round trip, once per external id.
 * @throws AppError forbidden, invalid_input for an amount that is not positive, not_found for an unknown hold, conflict
 * with `left` when less than the amount was captured and not refunded yet, idempotency_mismatch.
 */
export const refund: Verb<RefundInput, RefundOutcome> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  checkAmount(input.amountMicro);
  const { holdId, amountMicro, reason, externalSource, externalId } = input;
  return outcomeOf(
    await callLedger(ctx, 'ledger_refund', [
      ...[holdId, amountMicro, reason, externalSource, externalId],
      ctx.clock.now(),
    ]),
  );
};

/** The same for a finished run, on its receipt as in the ledger: `code` becomes the run's published reason. */
export const refundRun: Verb<RefundInput & { code: string }, RefundOutcome> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  checkAmount(input.amountMicro);
  return outcomeOf(await callRunRefund(ctx, input));
};

function callRunRefund(ctx: Ctx, input: RefundInput & { code: string }): Promise<LedgerAnswer> {
  const { holdId, amountMicro, code, reason, externalSource, externalId } = input;
  const values = [holdId, amountMicro, code, reason, externalSource, externalId];
  return callLedger(ctx, 'run_refund', [...values, ctx.clock.now()]);
}
