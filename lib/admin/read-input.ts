import { invalidField } from '@/lib/errors';
import { creditsToMicro } from '@/lib/format';

const MOST_CREDITS = 1_000_000_000;
/** Control characters: PostgreSQL has no U+0000 in text, and nobody needs the others in a reason. */
const CONTROL = /\p{Cc}/u;

/** Signed credits, not 0, in microcredits. @throws AppError invalid_input naming `amount`. */
export function readAmount(amount: number): bigint {
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

/** What stands on a user's statement. @throws AppError invalid_input naming `reason`. */
export function readReason(reason: string): string {
  const text = reason.trim();
  if (text.length < 1 || text.length > 500) throw invalidField('reason', 'must have 1 to 500 characters');
  if (CONTROL.test(text)) throw invalidField('reason', 'must not contain control characters');
  return text;
}

/** The caller's own key. @throws AppError invalid_input naming the header. */
export function readKey(key: string | null): string {
  if (!key) throw invalidField('Idempotency-Key', 'this header is required here, so that a repeat cannot pay twice');
  return key;
}
