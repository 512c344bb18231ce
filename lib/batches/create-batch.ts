import { requireUserId, type Ctx } from '@/lib/context';
import { withIdempotency } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import type { OfferAd } from '@/lib/tools';
import { asDelayed, openJob } from './delayed/open-job';
import { askingAfter, assertFunds } from './funds';
import { findBatch } from './find-batch';
import { handIn, type HandedIn } from './hand-in';
import { wakeRunner } from './run/runner';
import type { BatchRequest } from './schema';
import type { BatchView } from './types';

export interface CreateBatchArgs {
  ctx: Ctx;
  input: BatchRequest;
  idempotencyKey: string;
  /** SHA-256 of what the key stands for. */
  requestHash: string;
  offerAd?: OfferAd;
}

const BATCH = `INSERT INTO batches (id, user_id, tool_id, name, options, provider, model, columns, total, quoted_micro, created_at,
    delayed)
  VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::jsonb, $6::text, $7::text, $8::jsonb, $9::integer, $10::bigint, $11::timestamptz,
    $12::boolean)
  RETURNING id`;

const ROWS = `INSERT INTO batch_rows (batch_id, row, input, kept, quoted_micro)
  SELECT $1::uuid, r.place, r.value -> 'input', nullif(r.value -> 'kept', 'null'::jsonb), (r.value ->> 'quoted')::bigint
  FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS r (value, place) RETURNING row`;

/** @throws AppError invalid_input naming rows and fields. */
function assertSound({ faults }: HandedIn): void {
  const [first] = faults;
  if (!first) return;
  throw new AppError('invalid_input', `Row ${first.row}: ${first.path} ${first.message}`, {
    fields: faults.map(({ row, path, message }) => ({ path: `rows.${row}.${path}`, message })),
    extra: { invalid: faults },
  });
}

async function store(tx: Ctx, input: BatchRequest, handed: HandedIn): Promise<string> {
  const id = tx.ids.uuid();
  const now = tx.clock.now();
  const { request, rows, columns, priceMicro } = handed;
  await tx.db.sql(BATCH, [
    id,
    requireUserId(tx.actor),
    request.toolId,
    input.name ?? `${handed.toolName} · ${rows.length}`,
    JSON.stringify(request.options ?? {}),
    request.provider,
    request.model,
    JSON.stringify(columns),
    rows.length,
    priceMicro,
    now,
    input.delayed,
  ]);
  const stored = rows.map(({ quoteMicro, ...row }) => ({ ...row, quoted: quoteMicro.toString() }));
  await tx.db.sql(ROWS, [id, JSON.stringify(stored)]);
  if (input.delayed && handed.model) await openJob(tx, id, handed.model);
  return id;
}

/**
 * Starts a batch: every row is checked before anything runs, and the balance must cover the whole. The rows then run by
 * themselves, each as a run of its own.
 * @throws AppError invalid_input naming rows and fields, with `invalid`; insufficient_credits with needed, available and
 *   ad; idempotency_mismatch; provider_unavailable; unauthenticated.
 */
export async function createBatch({
  ctx,
  input,
  idempotencyKey,
  requestHash,
  offerAd,
}: CreateBatchArgs): Promise<{ batch: BatchView; repeated: boolean }> {
  const scope = `user:${requireUserId(ctx.actor)}:batches`;
  const once = { ctx, scope, key: idempotencyKey, requestHash };
  const { result, repeated } = await askingAfter(offerAd, (note) =>
    withIdempotency(once, async (tx) => {
      const read = await handIn(tx, input);
      assertSound(read);
      const handed = input.delayed ? asDelayed(tx, read) : read;
      const { priceMicro, adKind } = handed;
      await assertFunds(tx, { priceMicro, adKind, offerAd: note }, 'this batch');
      return { id: await store(tx, input, handed) };
    }),
  );
  wakeRunner(ctx);
  return { batch: await findBatch(ctx, result.id), repeated };
}
