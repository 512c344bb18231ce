import type { Ctx } from '@/lib/context';
import type { SqlValue } from '@/lib/db';
import { AppError } from '@/lib/errors';

/** What a stored function of the ledger answers. Amounts are text: JSON numbers lose digits above 2^53. */
export interface LedgerAnswer {
  outcome: string;
  transactionId?: string;
  available?: string;
  held?: string;
  debt?: string;
  captured?: string;
  released?: string;
  state?: string;
  amount?: string;
  refunded?: string;
  becameDebt?: string;
  royalty?: string;
}

const SIGNATURES = {
  ledger_grant:
    '$1::uuid, $2::text, $3::bigint, $4::timestamptz, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::timestamptz',
  ledger_take:
    '$1::uuid, $2::bigint, $3::text, $4::text, $5::text, $6::boolean, $7::text, $8::text, $9::text, $10::text, $11::text, $12::timestamptz',
  ledger_reserve: '$1::uuid, $2::uuid, $3::bigint, $4::text, $5::text, $6::uuid, $7::timestamptz, $8::timestamptz',
  ledger_settle: '$1::uuid, $2::bigint, $3::text, $4::text, $5::timestamptz, $6::uuid, $7::jsonb',
  ledger_refund: '$1::uuid, $2::bigint, $3::text, $4::text, $5::text, $6::timestamptz',
  run_refund: '$1::uuid, $2::bigint, $3::text, $4::text, $5::text, $6::text, $7::timestamptz',
} as const;

/**
 * Calls one stored function: one round trip, in the caller's transaction where there is one. All of them are idempotent
 * by the key of their call, so a lost answer is asked for again; it then says `repeated`.
 */
export async function callLedger(
  ctx: Ctx,
  name: keyof typeof SIGNATURES,
  values: readonly SqlValue[],
): Promise<LedgerAnswer> {
  const text = `SELECT ${name}(${SIGNATURES[name]}) AS answer`;
  const [row] = await ctx.db.sql<{ answer: LedgerAnswer }>(text, values, { repeatable: true });
  if (!row) throw new Error(`${name} gave no answer`);
  return row.answer;
}

/** A member the function always sends with this outcome. */
export function micro(text: string | undefined): bigint {
  if (text === undefined) throw new Error('the ledger left an amount out');
  return BigInt(text);
}

/** An external id or key that stands for another input already. */
export function otherInput(): AppError {
  return new AppError('idempotency_mismatch', 'This key was used with another input.');
}

/** A new fault of ours, not of a caller: a stored function answered what it never answers. */
export function unexpectedAnswer(name: string, answer: LedgerAnswer): Error {
  return new Error(`${name} answered ${answer.outcome}`);
}
