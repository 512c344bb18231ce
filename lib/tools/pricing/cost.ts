import type { Model } from '@/lib/ai/types';
import type { Measured } from './meter';

type Costed = Pick<Model, 'kind' | 'cost'>;

/** Whether the catalog knows what the provider charges for everything this kind of model does; 0 is known. */
export function knownCost({ kind, cost }: Costed): boolean {
  switch (kind) {
    case 'text':
      return cost.inputPerMillionTokens !== undefined && cost.outputPerMillionTokens !== undefined;
    case 'image':
      return cost.perImage !== undefined;
    case 'audio':
    case 'video':
      return cost.perSecond !== undefined;
  }
}

/**
 * What the provider charges us for what was used, in billionths of a US dollar, rounded up; null when unknown.
 * The catalog's costs are in millionths of a dollar.
 */
export function costNanoUsd(model: Costed | undefined, used: Measured): bigint | null {
  if (!model || !knownCost(model)) return null;
  const { inputPerMillionTokens = 0, outputPerMillionTokens = 0, perImage = 0, perSecond = 0 } = model.cost;
  const micro = (cost: number) => BigInt(Math.ceil(cost));
  const tokens =
    micro(inputPerMillionTokens) * BigInt(used.inputTokens) + micro(outputPerMillionTokens) * BigInt(used.outputTokens);
  const pieces = micro(perImage) * BigInt(used.images) + micro(perSecond) * BigInt(used.seconds);
  return (tokens + 999n) / 1_000n + pieces * 1_000n;
}
