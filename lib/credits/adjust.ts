import { withCtx, type Verb } from '@/lib/context';
import { audit } from '@/lib/audit';
import type { Db } from '@/lib/db';
import { AppError, invalidField, notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { endOfUtcDay } from './grant';
import { requireOperator } from './guards';
import { callLedger, micro, otherInput, unexpectedAnswer } from './ledger-call';

export interface AdjustInput {
  userId: string;
  /** Signed, in microcredits: positive gives, negative takes. */
  amountMicro: bigint;
  reason: string;
  /** One adjustment has one id, ever; a repeat moves nothing. */
  externalId: string;
  /** Of credits that are given; null never expires. */
  expiresAt?: Date | null;
}

export interface AdjustOutcome {
  outcome: 'adjusted' | 'repeated';
  availableMicro: bigint;
}

/**
 * An operator's correction with its audit row in the same transaction. A debit never makes debt.
 * @throws AppError forbidden, invalid_input for 0, not_found for an unknown user, conflict when the user has less than
 * the debit takes, idempotency_mismatch when the id was used for another adjustment.
 */
export const adjust: Verb<AdjustInput, AdjustOutcome> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  if (input.amountMicro === 0n) throw invalidField('amount', 'must not be 0');
  const now = ctx.clock.now();
  const once = async (db: Db): Promise<AdjustOutcome> => {
    const tx = withCtx(ctx, { db });
    const gives = input.amountMicro > 0n;
    const common = ['admin', input.userId, input.reason, 'adjustment', input.externalId, now] as const;
    const answer = gives
      ? await callLedger(tx, 'ledger_grant', [
          input.userId,
          'admin',
          input.amountMicro,
          input.expiresAt ? endOfUtcDay(input.expiresAt) : null,
          'adjust',
          ...common,
        ])
      : await callLedger(tx, 'ledger_take', [
          input.userId,
          -input.amountMicro,
          'adjust',
          'platform:admin',
          null,
          false,
          ...common,
        ]);
    switch (answer.outcome) {
      case 'granted':
      case 'taken':
        break;
      case 'repeated':
        return { outcome: 'repeated', availableMicro: micro(answer.available) };
      case 'mismatch':
        throw otherInput();
      case 'insufficient':
        throw tooFew(micro(answer.available));
      case 'unknown_user':
        throw notFound('user');
      default:
        throw unexpectedAnswer('an adjustment', answer);
    }
    const credits = microToCredits(input.amountMicro);
    await audit(tx, {
      action: 'credits.adjust',
      subjectType: 'user',
      subjectId: input.userId,
      data: { amount: credits, reason: input.reason, transactionId: String(answer.transactionId) },
    });
    return { outcome: 'adjusted', availableMicro: micro(answer.available) };
  };
  // The id keeps a second sending from moving anything.
  return ctx.db.transaction(once, { repeatable: true });
};

function tooFew(availableMicro: bigint): AppError {
  const available = microToCredits(availableMicro);
  return new AppError('conflict', `The user has ${available} credits available: less than would be taken.`, {
    extra: { available },
  });
}
