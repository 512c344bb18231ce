'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { typedValues } from '@/app/_shell/form-answer';
import { requestOfForm } from '@/components/batches/form-request';
import type { BatchFormState, ShownQuote } from '@/components/batches/types';
import type { CompareFormState } from '@/components/compare/types';
import { adOffers } from '@/lib/ads';
import {
  batchRequestSchema,
  cancelBatch,
  comparisonRequestSchema,
  createBatch,
  createComparison,
  deleteBatch,
  quoteBatch,
  resumeBatch,
} from '@/lib/batches';
import { AppError } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { canonicalJson, sha256 } from '@/lib/ids';
import {
  goOnBatchSpec,
  removeBatchSpec,
  startBatchSpec,
  startComparisonSpec,
  stopBatchSpec,
  type StartComparisonFields,
} from './_specs/batches';

/** The quote of what was handed in; where all is well and it was asked for, the batch is begun instead. */
const press = defineAction(startBatchSpec, async ({ ctx, fields }): Promise<ShownQuote | null> => {
  if (fields.text.trim() === '') return null;
  const input = batchRequestSchema.parse(requestOfForm(fields));
  const quote = await quoteBatch({ ctx, input, offerAd: adOffers(ctx) });
  const price = input.delayed ? (quote.delayedPrice ?? quote.price) : quote.price;
  const agreed = fields.seenPrice === undefined || price <= Number(fields.seenPrice);
  if (fields.step === 'check' || quote.invalid.length > 0 || quote.available < price || !agreed) return quote;
  const requestHash = sha256(canonicalJson(input));
  const idempotencyKey = `form-${fields.pressKey}-${requestHash.slice(0, 32)}`;
  const { batch } = await createBatch({ ctx, input, idempotencyKey, requestHash, offerAd: adOffers(ctx) });
  redirect(`/batches/${batch.id}`);
});

/** A file that came with the form takes the place of what was pasted. */
async function withFile(form: FormData): Promise<FormData> {
  const file = form.get('file');
  const filled = new FormData();
  for (const [name, value] of form) if (name !== 'file') filled.append(name, value);
  if (file instanceof File && file.size > 0) filled.set('text', await file.text());
  return filled;
}

/** What the form of a new batch posts to; it works before any script has loaded. */
export async function startBatch(_previous: BatchFormState, form: FormData): Promise<BatchFormState> {
  const filled = await withFile(form);
  const result = await press(filled);
  const values = typedValues(filled);
  if (result.ok) return { values, quote: result.data, message: null };
  return { values, quote: null, message: result.error.detail };
}

const stop = defineAction(stopBatchSpec, async ({ ctx, fields }) => {
  await cancelBatch({ ctx, input: fields });
  revalidatePath(`/batches/${fields.id}`);
});

export async function stopBatch(form: FormData): Promise<void> {
  await stop(form);
}

const goOn = defineAction(goOnBatchSpec, async ({ ctx, fields }) => {
  try {
    await resumeBatch({ ctx, input: fields, offerAd: adOffers(ctx) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    redirect(`/batches/${encodeURIComponent(fields.id)}?refused=${error.code}`);
  }
  redirect(`/batches/${encodeURIComponent(fields.id)}`);
});

export async function goOnBatch(form: FormData): Promise<void> {
  await goOn(form);
}

const remove = defineAction(removeBatchSpec, async ({ ctx, fields }) => {
  await deleteBatch({ ctx, input: fields });
  redirect('/batches');
});

export async function removeBatch(form: FormData): Promise<void> {
  await remove(form);
}

function comparisonOf(fields: StartComparisonFields) {
  const under = (prefix: string) =>
    Object.fromEntries(
      Object.entries(fields)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  const models = typeof fields.models === 'string' ? [fields.models] : fields.models;
  return { toolId: fields.toolId, input: under('input.'), options: under('options.'), models };
}

const compare = defineAction(startComparisonSpec, async ({ ctx, fields }) => {
  const asked = comparisonRequestSchema.safeParse(comparisonOf(fields));
  if (!asked.success) {
    const t = await getTranslations('compare.form');
    throw new AppError('invalid_input', t('choose'));
  }
  const idempotencyKey = `form-${fields.pressKey}-${sha256(canonicalJson(asked.data)).slice(0, 32)}`;
  const { comparison } = await createComparison({ ctx, input: asked.data, idempotencyKey, offerAd: adOffers(ctx) });
  redirect(`/compare/${comparison.id}`);
});

/** What the form of a comparison posts to. */
export async function startComparison(_previous: CompareFormState, form: FormData): Promise<CompareFormState> {
  const result = await compare(form);
  const values = typedValues(form);
  const models = form.getAll('models').filter((value): value is string => typeof value === 'string');
  if (result.ok) return { values, models, message: null, ad: null };
  const { ad } = result.error as { ad?: CompareFormState['ad'] };
  return { values, models, message: result.error.detail, ad: ad ?? null };
}
