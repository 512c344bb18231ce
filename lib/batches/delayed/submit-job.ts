import type { BatchTicket, Model, ModelRequest } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { canonicalJson, sha256 } from '@/lib/ids';
import { beginDetached, priceRun, shareOf, type RunRequest } from '@/lib/tools';
import { runKey, type RowEnd } from '../run/row';
import { settle, type EndedRow } from '../run/settle';
import { endOfRun } from './end-of-run';
import { ownerCtx, renewLease, requestOf, saveJob, takeRows, type Job, type JobRow } from './job';

/** Runs that are begun at once. */
const AT_ONCE = 8;
const FIRST_LOOK_MS = 15_000;

interface Asked {
  id: string;
  request: ModelRequest;
}

const NAMED = `UPDATE batch_rows r SET run_id = n.run FROM jsonb_to_recordset($2::jsonb) AS n (row integer, run uuid)
  WHERE r.batch_id = $1::uuid AND r.row = n.row RETURNING r.row`;

// What was taken and not begun waits for its owner's word like the rest.
const PUT_BACK = `UPDATE batch_rows SET status = 'waiting', owner = NULL
  WHERE batch_id = $1::uuid AND status = 'running' AND run_id IS NULL RETURNING row`;

type Begun = { asked: Asked; run: string } | { end: RowEnd } | null;

async function priceNow(ctx: Ctx, job: Job, input: RunRequest): Promise<bigint> {
  const { priceMicro } = await priceRun({ ctx: ownerCtx(ctx, job), input });
  return shareOf(priceMicro, job.share);
}

/** Begins a row's run, or finds it begun; what cannot begin has ended with that. */
async function beginRow(ctx: Ctx, job: Job, row: JobRow): Promise<Begun> {
  const input = requestOf(job, row);
  const { batchId, share, deadlineAt: until } = job;
  const args = { input, batchId, share, until, idempotencyKey: runKey(row), requestHash: sha256(canonicalJson(input)) };
  try {
    // What was quoted is a promise, also to rows that wait until a provider is there. One that has begun keeps its price.
    if (row.runId === null && (await priceNow(ctx, job, input)) > BigInt(row.quotedMicro))
      return { end: { status: 'waiting', pause: 'price_changed' } };
    const { run, request } = await beginDetached({ ctx: ownerCtx(ctx, job), ...args });
    if (request === null) return { end: endOfRun(run) };
    return { asked: { id: `row-${row.row}`, request }, run: run.id };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'insufficient_credits' || error.code === 'cap_reached')
      return { end: { status: 'waiting', pause: error.code } };
    return { end: { status: 'failed', reason: error.code } };
  }
}

/** Begins the runs of all rows; those that can be asked for are written down with their runs. */
async function beginAll(ctx: Ctx, job: Job): Promise<Asked[]> {
  const rows = await takeRows(ctx, job, true);
  const all: Asked[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const begun = await Promise.all(part.map((row) => beginRow(ctx, job, row)));
    const ended: EndedRow[] = [];
    const named: { row: number; run: string }[] = [];
    for (const [index, one] of begun.entries()) {
      const row = part[index];
      if (!one || !row) continue;
      if ('end' in one) ended.push({ row, end: one.end });
      else {
        all.push(one.asked);
        named.push({ row: row.row, run: one.run });
      }
    }
    await ctx.db.sql(NAMED, [job.batchId, JSON.stringify(named)]);
    if (ended.length > 0) await settle(ctx, ended);
    await renewLease(ctx, job);
    if (ended.some(({ end }) => end.pause)) {
      await ctx.db.sql(PUT_BACK, [job.batchId]);
      return [];
    }
  }
  return all;
}

/** Hands the rows to the provider, once: whoever finds a job whose handing in was not answered asks for it by name first. */
export async function submitJob(ctx: Ctx, job: Job, model: Model): Promise<void> {
  const asked = await beginAll(ctx, job);
  if (asked.length === 0) {
    // All has ended at once, or it stands still until its owner goes on.
    const [left] = await ctx.db.sql(
      `SELECT 1 AS one FROM batch_rows WHERE batch_id = $1::uuid AND status IN ('waiting', 'running') LIMIT 1`,
      [job.batchId],
    );
    return saveJob(ctx, job, { status: left ? 'opening' : 'ended', inMs: 0 });
  }
  let ticket: BatchTicket | null = null;
  if (job.status === 'submitting') ticket = await ctx.ai.batches.find(job.provider, job.id);
  else await saveJob(ctx, job, { status: 'submitting' });
  ticket ??= await ctx.ai.batches.submit({ model, requests: asked, reference: job.id });
  await saveJob(ctx, job, { status: 'submitted', ticket: ticket.id, failures: 0, inMs: FIRST_LOOK_MS });
}
