import type { Model } from '@/lib/ai/types';
import { microToCredits } from '@/lib/format';
import type { PriceRuleView, PricingView, StoredPricing } from '@/lib/runs';
import type { Pricing } from './pricing';
import type { MeterRule, PriceRule } from './rule';

type RatesView = Omit<Extract<PriceRuleView, { floor: number }>, 'rule' | 'floor' | 'ceiling'>;

function ratesView({ rates }: MeterRule): RatesView {
  const shown: [keyof RatesView, bigint][] = [
    ['perThousandInputTokens', rates.thousandInputTokens],
    ['perThousandOutputTokens', rates.thousandOutputTokens],
    ['perThousandCharacters', rates.thousandCharacters],
    ['perImage', rates.image],
    ['perSource', rates.source],
    ['perSecond', rates.second],
  ];
  return Object.fromEntries(shown.filter(([, rate]) => rate > 0n).map(([name, rate]) => [name, microToCredits(rate)]));
}

/** A rule in plain data: exactly the rates that are charged, in credits. What the provider charges us is not in it. */
export function ruleView(rule: PriceRule): PriceRuleView {
  if (rule.rule === 'flat') return { rule: 'flat', price: microToCredits(rule.priceMicro) };
  return {
    rule: rule.rule,
    ...ratesView(rule),
    floor: microToCredits(rule.floorMicro),
    ceiling: microToCredits(rule.ceilingMicro),
  };
}

/** The same for one request, with the length of a text beyond what the price covers. */
export function pricingView(pricing: Pricing): PricingView {
  const view = ruleView(pricing);
  if (pricing.rule !== 'flat' || view.rule !== 'flat') return view;
  const { long, pieces } = pricing;
  return { ...view, ...(long ? { input: long } : {}), ...(pieces > 1 ? { pieces } : {}) };
}

/** What a run's row keeps for its receipt: the lead model's pricing, and that of each fallback that charges otherwise. */
export function storedPricing(candidates: readonly Model[], pricings: readonly Pricing[]): StoredPricing {
  const [lead, ...others] = pricings.map(pricingView);
  if (!lead) return {};
  const same = JSON.stringify(lead);
  const differing = others
    .map((view, index) => [candidates[index + 1]?.id ?? '', view] as const)
    .filter(([, view]) => JSON.stringify(view) !== same);
  return differing.length === 0 ? { lead } : { lead, models: Object.fromEntries(differing) };
}
