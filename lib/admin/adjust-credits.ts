import { requireAdmin, type Verb } from '@/lib/context';
import { adjust, withIdempotency } from '@/lib/credits';
import { microToCredits } from '@/lib/format';
import { canonicalJson, sha256 } from '@/lib/ids';
import { creditExpiry } from '@/lib/settings';
import { pickUser, type UserChoice } from './pick-user';
import { readAmount, readKey, readReason } from './read-input';

export interface AdjustCreditsInput extends UserChoice {
  /** Signed number of credits, at most 6 decimals, not 0. */
  amount: number;
  /** 1-500 characters; kept in the audit log and shown on the user's statement. */
  reason: string;
  /** The caller's Idempotency-Key; null when there was none, which is refused. */
  idempotencyKey: string | null;
}

/** Credits as JSON numbers. A repeat answers what the first call answered. */
export interface AdjustCreditsResult {
  user: { id: string; email: string };
  available: number;
  amount: number;
  repeated: boolean;
}

/**
 * Gives credits to a user or takes them, once per Idempotency-Key of this operator, with an audit row.
 * @throws AppError forbidden; invalid_input naming the field (a missing key is `Idempotency-Key`); not_found for an
 * unknown user; conflict for a debit beyond the balance; idempotency_mismatch.
 */
export const adjustCredits: Verb<AdjustCreditsInput, AdjustCreditsResult> = async ({ ctx, input }) => {
  const operator = requireAdmin(ctx.actor);
  const { idempotencyKey, ...body } = input;
  const key = readKey(idempotencyKey);
  const amountMicro = readAmount(body.amount);
  const reason = readReason(body.reason);
  const scope = `user:${operator.userId}:update-credits`;
  const { result, repeated } = await withIdempotency(
    { ctx, scope, key, requestHash: sha256(canonicalJson(body)) },
    async (tx) => {
      const user = await pickUser(tx, body);
      const { availableMicro } = await adjust({
        ctx: tx,
        input: {
          userId: user.id,
          amountMicro,
          reason,
          // The key lives 7 days, this id for ever: a key used again later is a new adjustment.
          externalId: ctx.ids.uuid(),
          expiresAt: creditExpiry(ctx.settings.current(), 'admin', ctx.clock.now()),
        },
      });
      return {
        user: { id: user.id, email: user.email },
        available: microToCredits(availableMicro),
        amount: body.amount,
      };
    },
  );
  return { ...result, repeated };
};
