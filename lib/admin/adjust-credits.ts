import { requireAdmin, type Verb } from '@/lib/context';
import { adjust, withIdempotency } from '@/lib/credits';
import { invalidField } from '@/lib/errors';
import { creditsToMicro, microToCredits } from '@/lib/format';
import { canonicalJson, sha256 } from '@/lib/ids';
import { pickUser, type UserChoice } from './pick-user';

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

const MOST_CREDITS = 1_000_000_000;
const DAY_MS = 86_400_000;
/** Control characters: PostgreSQL has no U+0000 in text, and nobody needs the others in a reason. */
const CONTROL = /\p{Cc}/u;

function readAmount(amount: number): bigint {
  if (Math.abs(amount) > MOST_CREDITS) throw invalidField('amount', 'must be at most 1,000,000,000 credits');
  try {
    const amountMicro = creditsToMicro(amount);
    if (amountMicro === 0n) throw invalidField('amount', 'must not be 0');
    return amountMicro;
  } catch (error) {
    if (error instanceof RangeError)
      throw invalidField('amount', 'must be a number of credits with at most 6 decimals');
    throw error;
  }
}

function readReason(reason: string): string {
  const text = reason.trim();
  if (text.length < 1 || text.length > 500) throw invalidField('reason', 'must have 1 to 500 characters');
  if (CONTROL.test(text)) throw invalidField('reason', 'must not contain control characters');
  return text;
}

/**
 * Gives credits to a user or takes them, once per Idempotency-Key of this operator, with an audit row.
 * @throws AppError forbidden; invalid_input naming the field (a missing key is `Idempotency-Key`); not_found for an
 * unknown user; conflict for a debit beyond the balance; idempotency_mismatch.
 */
export const adjustCredits: Verb<AdjustCreditsInput, AdjustCreditsResult> = async ({ ctx, input }) => {
  const operator = requireAdmin(ctx.actor);
  const { idempotencyKey: key, ...body } = input;
  if (!key) throw invalidField('Idempotency-Key', 'this header is required here, so that a repeat cannot pay twice');
  const amountMicro = readAmount(body.amount);
  const reason = readReason(body.reason);
  const days = ctx.settings.current().rewards.expiryDays.admin;
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
          expiresAt: days === null ? null : new Date(ctx.clock.now().getTime() + days * DAY_MS),
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
