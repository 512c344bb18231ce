import type { Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import type { OfferAd } from '@/lib/tools';
import { cellText } from './batch-row';
import { delayedPriceMicro } from './delayed/open-job';
import { fundsFor } from './funds';
import { handIn } from './hand-in';
import type { BatchRequest } from './schema';
import type { BatchQuote } from './types';

export interface BatchQuoteAnswer extends BatchQuote {
  /** How the first rows were read. */
  preview: { columns: string[]; rows: Record<string, string>[] };
}

/** What a batch would cost as a whole, and which rows are wrong. Throws as `createBatch` does for what is wrong with the whole. */
export async function quoteBatch({
  ctx,
  input,
  offerAd,
}: {
  ctx: Ctx;
  input: BatchRequest;
  offerAd?: OfferAd;
}): Promise<BatchQuoteAnswer> {
  const handed = await handIn(ctx, input);
  const { rows, first, priceMicro, adKind, faults, columns } = handed;
  const delayedMicro = delayedPriceMicro(ctx, handed);
  const wanted = input.delayed && delayedMicro !== null ? delayedMicro : priceMicro;
  const { available, ad } = await fundsFor(ctx, { priceMicro: wanted, adKind, offerAd });
  return {
    ...{ price: microToCredits(priceMicro), rows: rows.length, invalid: faults, available, ad },
    delayedPrice: delayedMicro === null ? null : microToCredits(delayedMicro),
    preview: {
      columns,
      rows: first.map((cells) => Object.fromEntries(columns.map((name) => [name, cellText(cells[name])]))),
    },
  };
}
