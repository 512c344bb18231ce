import type { Model, ModelRequest } from '@/lib/ai/types';
import { costNanoUsd } from '../pricing/cost';
import { meteredMicro, type Measured } from '../pricing/meter';
import { applyRule, mostUsed, type PricedRequest } from '../pricing/pricing';
import type { PriceRule } from '../pricing/rule';
import { expectedUse } from '../routing/rank';
import type { MarginVerdict } from '../types';

/** An ordinary voice, in characters a second; what bounds a quote is a slow one. */
const SPOKEN_PER_SECOND = 15;
/** The longest texts and the most pictures one may ask for are about four times a sample. */
const LONGEST = 4;

/** What a sample may be expected to use. */
function typicalUse(request: ModelRequest): Measured {
  const use = expectedUse(request);
  if (request.kind !== 'speech') return use;
  return { ...use, seconds: Math.ceil(use.characters / SPOKEN_PER_SECOND / (request.speed ?? 1)) };
}

/** The most that is to be had by the price of a sample. Beyond it a flat price grows with the run. */
function mostCovered({ request, limits }: PricedRequest): Measured {
  const most = mostUsed(request);
  return request.kind === 'transcription' ? { ...most, seconds: Math.max(most.seconds, limits.audioSeconds) } : most;
}

/** The largest run: where a price is measured, it is the ceiling that may fall short. */
function largestUse(asked: PricedRequest): Measured {
  const { inputTokens, outputTokens, characters, images, seconds, ...others } = mostCovered(asked);
  return {
    ...others,
    inputTokens: inputTokens * LONGEST,
    outputTokens: outputTokens * LONGEST,
    characters: characters * LONGEST,
    images: images * LONGEST,
    seconds: seconds * LONGEST,
  };
}

/** The least price, in microcredits, that brings in a cost. `valueMicroUsd`: of one credit, in millionths of a US dollar. */
function priceFor(costNano: bigint, valueMicroUsd: bigint): bigint {
  return (costNano * 1_000n + valueMicroUsd - 1n) / valueMicroUsd;
}

export interface SampleSale {
  model: Model;
  rule: PriceRule;
  asked: PricedRequest;
  /** Above 0, with at most six decimals. */
  creditValueUsd: number;
}

export interface Margin {
  /** What the typical run is charged. */
  priceMicro: bigint;
  /** Rounded down. */
  revenueNanoUsd: bigint;
  /** Null where the catalog does not know it, as are both below. */
  costNanoUsd: bigint | null;
  /** The least price by which no run is sold at a loss that it covers. */
  neededMicro: bigint | null;
  /** The same for the largest run there is. */
  neededCeilingMicro: bigint | null;
  verdict: MarginVerdict;
}

/** What a typical run brings in and costs us, and whether the largest run that the price holds for does, too. */
export function marginOf({ model, rule, asked, creditValueUsd }: SampleSale): Margin {
  const value = BigInt(Math.round(creditValueUsd * 1_000_000));
  const { quoteMicro } = applyRule(rule, asked);
  const priceAt = (use: Measured) => (rule.rule === 'flat' ? quoteMicro : meteredMicro(rule, use));
  const typical = typicalUse(asked.request);
  const largest = largestUse(asked);
  const most = rule.rule === 'flat' ? mostCovered(asked) : largest;
  const priceMicro = priceAt(typical);
  const revenueNanoUsd = (priceMicro * value) / 1_000n;
  const cost = costNanoUsd(model, typical);
  if (cost === null)
    return {
      ...{ priceMicro, revenueNanoUsd, verdict: 'unknown' },
      ...{ costNanoUsd: null, neededMicro: null, neededCeilingMicro: null },
    };
  const costMicro = (use: Measured) => priceFor(costNanoUsd(model, use) ?? cost, value);
  const needed = priceFor(cost, value);
  const neededAtMost = costMicro(most);
  return {
    ...{ priceMicro, revenueNanoUsd, costNanoUsd: cost },
    neededMicro: needed > neededAtMost ? needed : neededAtMost,
    neededCeilingMicro: costMicro(largest),
    verdict: priceMicro < needed ? 'loss' : priceAt(most) < neededAtMost ? 'largest_loses' : 'earns',
  };
}
