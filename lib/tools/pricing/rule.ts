import type { Model } from '@/lib/ai/types';
import { creditsToMicro } from '@/lib/format';
import type { PriceOverride, Settings } from '@/lib/settings';
import { knownCost } from './cost';

type Prices = Settings['prices'];

/** What use costs, in microcredits; 0 where it costs nothing. */
export interface Rates {
  thousandInputTokens: bigint;
  thousandOutputTokens: bigint;
  thousandCharacters: bigint;
  image: bigint;
  /** A picture that is given to be changed. */
  source: bigint;
  second: bigint;
}

export interface FlatRule {
  rule: 'flat';
  priceMicro: bigint;
}

export interface MeterRule {
  rule: 'metered' | 'cost-plus';
  rates: Rates;
  /** What is shorter counts as so long; a model's own way of charging. */
  leastSeconds?: number;
  floorMicro: bigint;
  ceilingMicro: bigint;
}

/** How one tool charges for one model: settings with their arithmetic done. */
export type PriceRule = FlatRule | MeterRule;

/** Seven decimals are nowhere: settings with more are refused. */
const millionths = (value: number) => BigInt(Math.round(value * 1_000_000));

/**
 * A provider's cost as a rate: cost x margin / value of a credit, rounded up to the microcredit, so that a cost above
 * nothing is a rate above nothing. `cost` is in millionths of a US dollar for `per` units of what the rate counts.
 */
function rateOf(cost: number, per: bigint, margin: number, { creditValueUsd }: Prices['costPlus']): bigint {
  const above = millionths(cost) * millionths(margin);
  const below = millionths(creditValueUsd) * 1_000_000n * per;
  return (above + below - 1n) / below;
}

type Costed = Pick<Model, 'kind' | 'task' | 'cost' | 'leastSeconds'>;

/** Null where nobody knows what the provider charges: such a model has no price. */
function costPlusRule(
  prices: Prices,
  model: Costed,
  own: { margin?: number; floor: number; ceiling: number },
): MeterRule | null {
  if (!knownCost(model)) return null;
  const rate = (cost: number | undefined, per: bigint) =>
    rateOf(cost ?? 0, per, own.margin ?? prices.costPlus.margin, prices.costPlus);
  return {
    rule: 'cost-plus',
    rates: {
      // Costs are per million, rates per thousand.
      thousandInputTokens: rate(model.cost.inputPerMillionTokens, 1_000n),
      thousandOutputTokens: rate(model.cost.outputPerMillionTokens, 1_000n),
      thousandCharacters: rate(model.cost.perMillionCharacters, 1_000n),
      image: rate(model.cost.perImage, 1n),
      source: rate(model.cost.perSource, 1n),
      second: rate(model.cost.perSecond, 1n),
    },
    ...(model.leastSeconds === undefined ? {} : { leastSeconds: model.leastSeconds }),
    floorMicro: creditsToMicro(own.floor),
    ceilingMicro: creditsToMicro(own.ceiling),
  };
}

function overrideRule(prices: Prices, model: Costed, own: PriceOverride): PriceRule | null {
  if (typeof own === 'number') return { rule: 'flat', priceMicro: creditsToMicro(own) };
  switch (own.rule) {
    case 'flat':
      return { rule: 'flat', priceMicro: creditsToMicro(own.price) };
    case 'cost-plus':
      return costPlusRule(prices, model, own);
    case 'metered':
      return {
        rule: 'metered',
        rates: {
          thousandInputTokens: creditsToMicro(own.perThousandInputTokens ?? 0),
          thousandOutputTokens: creditsToMicro(own.perThousandOutputTokens ?? 0),
          thousandCharacters: creditsToMicro(own.perThousandCharacters ?? 0),
          image: creditsToMicro(own.perImage ?? 0),
          // What looking at a picture costs is in the price of those that are made.
          source: 0n,
          second: creditsToMicro(own.perSecond ?? 0),
        },
        floorMicro: creditsToMicro(own.floor),
        ceilingMicro: creditsToMicro(own.ceiling),
      };
  }
}

/** No run costs more; far above what any film takes, so that none is sold below its cost. */
const MOST_CREDITS = 1_000_000;

function isFree(cost: Model['cost']): boolean {
  return Object.values(cost).every((rate) => rate === 0) && Object.keys(cost).length > 0;
}

type PricedModel = Costed & Pick<Model, 'id' | 'tier'>;

function makeRule(prices: Prices, toolId: string, model: PricedModel): PriceRule | null {
  const own = prices.overrides[`${toolId}:${model.id}`] ?? prices.overrides[toolId];
  if (own !== undefined) return overrideRule(prices, model, own);
  if (prices.mode === 'cost-plus') return costPlusRule(prices, model, prices.costPlus);
  const least = prices[model.kind][model.tier];
  if (model.kind === 'video' && !isFree(model.cost)) {
    return costPlusRule(prices, model, { floor: least, ceiling: MOST_CREDITS });
  }
  return { rule: 'flat', priceMicro: creditsToMicro(least) };
}

/** Settings and models are replaced, never changed: what was computed from them holds as long as they live. */
const made = new WeakMap<Prices, WeakMap<PricedModel, Map<string, PriceRule | null>>>();

/**
 * The rule for this tool and model, else for this tool, else by the mode: cost-plus, or the flat price of kind and tier.
 * Null for a model whose cost nobody knows where the price follows the cost: it cannot be used.
 */
export function priceRuleOf(prices: Prices, toolId: string, model: PricedModel): PriceRule | null {
  const byModel = made.get(prices) ?? new WeakMap<PricedModel, Map<string, PriceRule | null>>();
  const byTool = byModel.get(model) ?? new Map<string, PriceRule | null>();
  const known = byTool.get(toolId);
  if (known !== undefined) return known;
  const rule = makeRule(prices, toolId, model);
  made.set(prices, byModel.set(model, byTool.set(toolId, rule)));
  return rule;
}
