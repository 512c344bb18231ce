import { microToCredits } from '@/lib/format';
import type { CallbackView } from './types';

export type CallbackRow = Omit<CallbackView, 'amount' | 'receivedAt' | 'heldUntil'> & {
  amountMicro: string;
  receivedAt: Date;
  releaseAt: Date | null;
};

export const CALLBACK_COLUMNS = `id, network, event, external_id AS "externalId", session_id AS "sessionId", outcome,
  amount_micro::text AS "amountMicro", review, release_at AS "releaseAt", data->>'offer' AS offer, received_at AS "receivedAt"`;

/** A kept callback as lists have it; a row without a user stays without. */
export function toCallback<Row extends Omit<CallbackRow, 'userId'>>({
  amountMicro,
  receivedAt,
  releaseAt,
  ...row
}: Row) {
  return {
    ...row,
    amount: microToCredits(BigInt(amountMicro)),
    heldUntil: row.review === 'waiting' ? (releaseAt?.toISOString() ?? null) : null,
    receivedAt: receivedAt.toISOString(),
  };
}
