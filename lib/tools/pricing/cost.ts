import { taskOf, type Model, type ModelCost, type ModelTask } from '@/lib/ai';
import { billedSeconds, type Measured } from './meter';

type Costed = Pick<Model, 'kind' | 'task' | 'cost' | 'leastSeconds'>;

/** What says what a task costs: all rates of one of the ways. Where a provider states both ways, it charges for both. */
const PAID_BY: Record<ModelTask, readonly (readonly (keyof ModelCost)[])[]> = {
  text: [['inputPerMillionTokens', 'outputPerMillionTokens']],
  image: [['perImage']],
  speech: [['perMillionCharacters'], ['perSecond']],
  transcription: [['perSecond']],
  video: [['perSecond']],
};

/** Whether the catalog knows what the provider charges for what this model does; 0 is known. */
export function knownCost(model: Costed): boolean {
  return PAID_BY[taskOf(model)].some((rates) => rates.every((rate) => model.cost[rate] !== undefined));
}

/**
 * What the provider charges us for what was used, in billionths of a US dollar, rounded up; null when unknown.
 * The catalog's costs are in millionths of a dollar.
 */
export function costNanoUsd(model: Costed | undefined, used: Measured): bigint | null {
  if (!model || !knownCost(model)) return null;
  const { inputPerMillionTokens, outputPerMillionTokens, perMillionCharacters } = model.cost;
  const { perImage, perSource, perSecond } = model.cost;
  const micro = (cost = 0) => BigInt(Math.ceil(cost));
  const millionths =
    micro(inputPerMillionTokens) * BigInt(used.inputTokens) +
    micro(outputPerMillionTokens) * BigInt(used.outputTokens) +
    micro(perMillionCharacters) * BigInt(used.characters);
  const pieces =
    micro(perImage) * BigInt(used.images) +
    micro(perSource) * BigInt(used.sources ?? 0) +
    micro(perSecond) * BigInt(billedSeconds(used, model.leastSeconds));
  return (millionths + 999n) / 1_000n + pieces * 1_000n;
}
