import type { Ctx } from '@/lib/context';
import type { CallbackEvent, CallbackOutcome, OfferReview } from './types';

/** One thing a network told us, once: network, event and its own id are unique. */
export interface CallbackKey {
  network: string;
  event: CallbackEvent;
  externalId: string;
}

export interface KeptCallback {
  id: string;
  outcome: CallbackOutcome;
  userId: string | null;
  amountMicro: bigint;
  /** Of a credit that was held. */
  review: OfferReview | null;
  data: Record<string, string>;
}

const FIND = `SELECT id, outcome, user_id AS "userId", amount_micro::text AS "amountMicro", review, data FROM ad_callbacks
  WHERE network = $1::text AND event = $2::text AND external_id = $3::text`;

/** What was kept of it, or null. Amounts in microcredits. */
export async function findCallback(ctx: Ctx, key: CallbackKey): Promise<KeptCallback | null> {
  const [row] = await ctx.db.sql<Omit<KeptCallback, 'amountMicro'> & { amountMicro: string }>(FIND, [
    ...[key.network, key.event, key.externalId],
  ]);
  return row ? { ...row, amountMicro: BigInt(row.amountMicro) } : null;
}

export interface CallbackRecord {
  outcome: CallbackOutcome;
  sessionId?: string | null;
  userId?: string | null;
  data?: Record<string, string>;
}

const KEEP = `INSERT INTO ad_callbacks (id, network, event, external_id, session_id, user_id, outcome, data, received_at)
  VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::uuid, $7::text, $8::jsonb, $9::timestamptz)
  ON CONFLICT (network, event, external_id) DO NOTHING RETURNING id`;

/** Keeps it in the caller's transaction; null when it was there already: a copy waits here until the first is committed. */
export async function keepCallback(ctx: Ctx, key: CallbackKey, record: CallbackRecord): Promise<string | null> {
  const { outcome, sessionId = null, userId = null, data = {} } = record;
  const [row] = await ctx.db.sql<{ id: string }>(KEEP, [
    ...[ctx.ids.uuid(), key.network, key.event, key.externalId],
    ...[sessionId, userId, outcome, JSON.stringify(data), ctx.clock.now()],
  ]);
  return row?.id ?? null;
}

export interface SettledCallback {
  outcome: CallbackOutcome;
  amountMicro?: bigint;
  /** Of a credit that waits for its time or an operator. */
  held?: { releaseAt: Date; caseId: string };
}

const SETTLE = `UPDATE ad_callbacks SET outcome = $2::text, amount_micro = $3::bigint, release_at = $4::timestamptz, case_id = $5::uuid,
  review = CASE WHEN $5::uuid IS NOT NULL THEN 'waiting' END WHERE id = $1::uuid RETURNING id`;

/** Says in the end what became of it; in the transaction that kept it. */
export async function settleCallback(ctx: Ctx, id: string, settled: SettledCallback): Promise<void> {
  const { outcome, amountMicro = 0n, held } = settled;
  await ctx.db.sql(SETTLE, [id, outcome, amountMicro, held?.releaseAt ?? null, held?.caseId ?? null]);
}

/** What became of a credit that waited; the answer of then stands. Under its turn. */
export async function closeReview(ctx: Ctx, id: string, review: Exclude<OfferReview, 'waiting'>): Promise<void> {
  await ctx.db.sql('UPDATE ad_callbacks SET review = $2::text WHERE id = $1::uuid RETURNING id', [id, review]);
}
