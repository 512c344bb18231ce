import type { Verb } from '@/lib/context';
import { invalidField, notFound } from '@/lib/errors';
import { requireMinter } from './guards';
import { callLedger, micro, unexpectedAnswer } from './ledger-call';
import type { LedgerRef, LotSource } from './types';

export interface GrantInput {
  userId: string;
  source: LotSource;
  /** Positive, in microcredits. */
  amountMicro: bigint;
  /** Moved to the end of its UTC day, so that one day's grants share a lot; null never expires. */
  expiresAt: Date | null;
  /** With `externalId`: pays once, whoever repeats it, however concurrently. Such as `ad-session`. */
  externalSource: string;
  externalId: string;
  ref: LedgerRef;
  reason?: string;
}

export interface GrantOutcome {
  /**
   * `repeated`: this external id has paid this before. `paid_otherwise`: it has paid somebody else, or something else.
   * Nothing moved now in either case.
   */
  outcome: 'granted' | 'repeated' | 'paid_otherwise';
  /** The transaction that paid, now or then. */
  transactionId: string;
  availableMicro: bigint;
}

/** The last millisecond of the UTC day. */
export function endOfUtcDay(moment: Date): Date {
  const end = new Date(moment);
  end.setUTCHours(23, 59, 59, 999);
  return end;
}

/**
 * Mints credits into a lot of the user; debt is paid first. One round trip, exactly once per external id.
 * @throws AppError forbidden for callers who may not mint, not_found for an unknown user, invalid_input for an amount
 * that is not positive or an expiry that has passed.
 */
export const grant: Verb<GrantInput, GrantOutcome> = async ({ ctx, input }) => {
  requireMinter(ctx.actor, input.userId, input.source);
  const now = ctx.clock.now();
  const expiresAt = input.expiresAt && endOfUtcDay(input.expiresAt);
  if (input.amountMicro <= 0n) throw invalidField('amount', 'must be more than 0');
  if (expiresAt && expiresAt <= now) throw invalidField('expiresAt', 'has passed already');
  const answer = await callLedger(ctx, 'ledger_grant', [
    input.userId,
    input.source,
    input.amountMicro,
    expiresAt,
    input.source === 'royalty' ? 'royalty' : 'grant',
    input.ref.type,
    input.ref.id,
    input.reason ?? null,
    input.externalSource,
    input.externalId,
    now,
  ]);
  switch (answer.outcome) {
    case 'granted':
    case 'repeated':
    case 'mismatch':
      return {
        outcome: answer.outcome === 'mismatch' ? 'paid_otherwise' : answer.outcome,
        transactionId: String(answer.transactionId),
        availableMicro: micro(answer.available),
      };
    case 'unknown_user':
      throw notFound('user');
    default:
      throw unexpectedAnswer('ledger_grant', answer);
  }
};
