import { randomUUID } from 'node:crypto';
import { batchRequestSchema, createBatch, getBatch, resultsCsv, runBatches, type BatchView } from '@/lib/batches';
import type { Ctx } from '@/lib/context';
import { canonicalJson, sha256 } from '@/lib/ids';
import type { OfferAd } from '@/lib/tools';

/** Starts a batch as its route would. */
export async function beginBatch(
  ctx: Ctx,
  request: object,
  { key = randomUUID(), offerAd }: { key?: string; offerAd?: OfferAd } = {},
): Promise<BatchView> {
  const input = batchRequestSchema.parse(request);
  const requestHash = sha256(canonicalJson(input));
  const { batch } = await createBatch({ ctx, input, idempotencyKey: key, requestHash, offerAd });
  return batch;
}

/** Rows of prompts, all different. */
export function prompts(count: number): { prompt: string }[] {
  return Array.from({ length: count }, (_, index) => ({ prompt: `Say number ${index + 1}.` }));
}

/** The batch once `is` holds; takes turns of the background work meanwhile. */
export async function batchWhen(
  ctx: Ctx,
  id: string,
  is: (batch: BatchView) => boolean,
  { ms = 20_000, turns = true }: { ms?: number; turns?: boolean } = {},
): Promise<BatchView> {
  const until = Date.now() + ms;
  for (;;) {
    if (turns) await runBatches({ ctx });
    const batch = await getBatch({ ctx, input: { id } });
    if (is(batch)) return batch;
    if (Date.now() > until) throw new Error(`the batch stands at ${JSON.stringify(batch)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const ended = ({ status }: BatchView): boolean => status === 'done' || status === 'cancelled';

/** The results as one text. */
export async function csvOf(ctx: Ctx, id: string): Promise<string> {
  const { pieces } = await resultsCsv({ ctx, input: { id, address: 'https://hub.test' } });
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
