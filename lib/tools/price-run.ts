import type { Model } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { adKindOf } from './ad-kind';
import { prepareRun } from './prepare';
import type { RunRequest } from './schema';
import type { AdOffer } from './types';

export interface RunPrice {
  /** The most the run can cost. */
  priceMicro: bigint;
  /** Whom it would ask first. */
  model: Model | undefined;
  /** The ads that pay for it. */
  adKind: AdOffer['kind'];
}

/** What a request would cost now, for those who add up several. Nobody's balance is looked up. Throws as `execute` does for bad input. */
export async function priceRun({ ctx, input }: { ctx: Ctx; input: RunRequest }): Promise<RunPrice> {
  const { definition, quoteMicro, candidates } = await prepareRun(ctx, input);
  return { priceMicro: quoteMicro, model: candidates[0], adKind: adKindOf(definition.kind) };
}
