import { withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { priceRun, runRequestSchema, shareOf, type OfferAd } from '@/lib/tools';
import type { BatchRecord } from './batch-row';
import { findBatch, findBatchRecord } from './find-batch';
import { askingAfter, assertFunds } from './funds';
import { wakeRunner } from './run/runner';
import type { BatchView } from './types';

interface OpenRow {
  row: number;
  input: Record<string, unknown>;
}

const OPEN = `SELECT row, input FROM batch_rows WHERE batch_id = $1::uuid AND status = $2::text ORDER BY row FOR UPDATE`;

const AGAIN = `UPDATE batch_rows r SET status = 'waiting', not_before = NULL, interruptions = 0, run_id = NULL, reason = NULL,
    finished_at = NULL, charged_micro = 0, refunded_micro = 0, quoted_micro = o.quoted,
    attempt = r.attempt + CASE WHEN r.status = 'failed' THEN 1 ELSE 0 END
  FROM jsonb_to_recordset($2::jsonb) AS o (row integer, quoted bigint)
  WHERE r.batch_id = $1::uuid AND r.row = o.row RETURNING r.row`;

const GO_ON = `UPDATE batches b SET status = 'running', reason = NULL, finished_at = NULL,
    quoted_micro = (SELECT sum(r.quoted_micro) FROM batch_rows r WHERE r.batch_id = b.id)
  WHERE b.id = $1::uuid RETURNING b.id`;

/** A provider's job that has ended begins once more, under another name. */
const ANEW = `UPDATE batch_jobs SET look_at = $2::timestamptz, share = $3::float8, failures = 0,
    deadline_at = $2::timestamptz + interval '26 hours', id = CASE WHEN status = 'ended' THEN gen_random_uuid() ELSE id END,
    ticket = CASE WHEN status = 'ended' THEN NULL ELSE ticket END, status = CASE WHEN status = 'ended' THEN 'opening' ELSE status END
  WHERE batch_id = $1::uuid RETURNING id`;

/** What is left of a batch at the prices of now. */
async function priced(ctx: Ctx, { toolId, options, provider, model, delayed }: BatchRecord, open: readonly OpenRow[]) {
  const share = delayed ? ctx.settings.current().prices.batchShare : 1;
  const rows: { row: number; quoted: string }[] = [];
  let priceMicro = 0n;
  let adKind: 'text' | 'image' | 'video' = 'text';
  for (const { row, input } of open) {
    const price = await priceRun({ ctx, input: runRequestSchema.parse({ toolId, input, options, provider, model }) });
    const quoted = shareOf(price.priceMicro, share);
    rows.push({ row, quoted: quoted.toString() });
    priceMicro += quoted;
    adKind = price.adKind;
  }
  return { rows, priceMicro, adKind };
}

/** Prices what is left, and lets it wait for its turn again: all of it, or nothing. */
async function goOn(ctx: Ctx, id: string, offerAd: OfferAd): Promise<void> {
  await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    await db.sql('SELECT id FROM batches WHERE id = $1::uuid FOR UPDATE', [id]);
    const batch = await findBatchRecord(tx, id);
    if (batch.status === 'running') return;
    const wanted = batch.status === 'paused' ? 'waiting' : batch.status === 'done' ? 'failed' : null;
    const open = wanted ? await db.sql<OpenRow>(OPEN, [id, wanted]) : [];
    if (open.length === 0) throw new AppError('conflict', 'Nothing of this batch is left to run.');
    const { rows, priceMicro, adKind } = await priced(tx, batch, open);
    await assertFunds(tx, { priceMicro, adKind, offerAd }, 'the rest of this batch');
    await db.sql(AGAIN, [id, JSON.stringify(rows)]);
    await db.sql(GO_ON, [id]);
    await db.sql(ANEW, [id, ctx.clock.now(), ctx.settings.current().prices.batchShare]);
  });
}

/**
 * Goes on with a batch that was paused, or begins the failed rows of one that is done once more; at the prices of now, which
 * the balance must cover.
 * @throws AppError not_found; conflict where nothing is left to run; insufficient_credits with needed, available and ad.
 */
export async function resumeBatch({
  ctx,
  input,
  offerAd,
}: {
  ctx: Ctx;
  input: { id: string };
  offerAd?: OfferAd;
}): Promise<BatchView> {
  const { id } = await findBatchRecord(ctx, input.id);
  await askingAfter(offerAd, (note) => goOn(ctx, id, note));
  wakeRunner(ctx);
  return findBatch(ctx, id);
}
