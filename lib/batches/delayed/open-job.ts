import type { Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { shareOf } from '@/lib/tools';
import type { HandedIn } from '../hand-in';

/** A day for the provider, and time to fetch what came of it. */
const DEADLINE_MS = 26 * 3_600_000;

const OPEN = `INSERT INTO batch_jobs (id, batch_id, provider, model, share, look_at, deadline_at, created_at)
  VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::float8, $6::timestamptz, $7::timestamptz, $6::timestamptz) RETURNING id`;

/** What the whole costs as one job of a provider; null where nobody takes it as one. */
export function delayedPriceMicro(ctx: Ctx, { model, rows }: Pick<HandedIn, 'model' | 'rows'>): bigint | null {
  if (!model || !ctx.ai.batches.supports(model)) return null;
  const { batchShare } = ctx.settings.current().prices;
  return rows.reduce((sum, { quoteMicro }) => sum + shareOf(quoteMicro, batchShare), 0n);
}

/** The same rows at the price of a delayed batch. @throws AppError invalid_input (delayed) where nobody takes it as one job. */
export function asDelayed(ctx: Ctx, handed: HandedIn): HandedIn {
  const priceMicro = delayedPriceMicro(ctx, handed);
  if (priceMicro === null || !handed.model)
    throw invalidField('delayed', 'no provider of this model does whole batches');
  const { batchShare } = ctx.settings.current().prices;
  return {
    ...handed,
    priceMicro,
    // What was quoted by this model is answered by it, whatever "auto" would prefer tomorrow.
    request: { ...handed.request, provider: 'auto', model: handed.model.id },
    rows: handed.rows.map((row) => ({ ...row, quoteMicro: shareOf(row.quoteMicro, batchShare) })),
  };
}

/** Writes down that a provider is to do a batch, within the transaction that begins it. */
export async function openJob(tx: Ctx, batchId: string, model: { id: string; provider: string }): Promise<void> {
  const now = tx.clock.now();
  const share = tx.settings.current().prices.batchShare;
  const deadline = new Date(now.getTime() + DEADLINE_MS);
  await tx.db.sql(OPEN, [tx.ids.uuid(), batchId, model.provider, model.id, share, now, deadline]);
}
