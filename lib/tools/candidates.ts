import type { Ai, Model, ModelRequest } from '@/lib/ai/types';
import { AppError, invalidField } from '@/lib/errors';
import type { Settings } from '@/lib/settings';
import type { ToolDefinition } from './definition';
import { pricingOf, type Pricing } from './pricing/pricing';
import { priceRuleOf } from './pricing/rule';

export interface Choice {
  /** "auto" or a provider's id. */
  provider: string;
  /** "auto", "provider/name", or a name alone. */
  model: string;
}

export interface Plan {
  /** In the order to try; the first sets the quote. */
  candidates: Model[];
  /** What each of them costs, in the same order; none more than the quote. */
  pricings: [Pricing, ...Pricing[]];
  quoteMicro: bigint;
}

type Catalog = Pick<Ai, 'models' | 'providers'>;

/**
 * The models a kind may use, by the operator's order of providers, standard tier first within each.
 * The demo engine stands only where nothing real is configured for the kind.
 */
export function modelsOfKind(catalog: Catalog, kind: Model['kind'], order: readonly string[]): Model[] {
  const demo = new Set(
    catalog
      .providers()
      .filter((provider) => provider.demo)
      .map((provider) => provider.id),
  );
  const all = catalog.models().filter((model) => model.kind === kind);
  const real = all.filter((model) => !demo.has(model.provider));
  const place = (provider: string) => (order.includes(provider) ? order.indexOf(provider) : order.length);
  const rank = (model: Model) => place(model.provider) * 2 + (model.tier === 'standard' ? 0 : 1);
  // Sorting is stable: what the order leaves open stays as the catalog has it.
  return (real.length > 0 ? real : all).toSorted((a, b) => rank(a) - rank(b));
}

/** Those of them that have a price. Where a price follows the cost, a model whose cost is unknown is not to be had. */
export function pricedModels(
  catalog: Catalog,
  { prices, routing }: Pick<Settings, 'prices' | 'routing'>,
  tool: Pick<ToolDefinition, 'id' | 'kind'>,
): Model[] {
  return modelsOfKind(catalog, tool.kind, routing.order).filter(
    (model) => priceRuleOf(prices, tool.id, model) !== null,
  );
}

function namedBy(models: Model[], name: string): Model | undefined {
  return models.find((model) => model.id === name) ?? models.find((model) => model.name === name);
}

function choose(models: Model[], choice: Choice): Model {
  const ofProvider = choice.provider === 'auto' ? models : models.filter((model) => model.provider === choice.provider);
  const [first] = ofProvider;
  if (!first) throw invalidField('provider', `"${choice.provider}" is not a provider of this tool`);
  if (choice.model === 'auto') return ofProvider.find((model) => model.tier === 'standard') ?? first;
  const model = namedBy(ofProvider, choice.model);
  if (!model) throw invalidField('model', `"${choice.model}" is not a model of this tool`);
  return model;
}

/**
 * The chosen model and, behind it, one model of every other provider that can cost no more: the first one's most is the
 * quote, whoever answers. Throws invalid_input naming `provider` or `model`, provider_unavailable where the kind has no model at all.
 */
export function planRun(
  catalog: Catalog,
  settings: Settings,
  tool: Pick<ToolDefinition, 'id' | 'kind'>,
  choice: Choice,
  request: ModelRequest,
): Plan {
  const models = pricedModels(catalog, settings, tool);
  if (models.length === 0) throw new AppError('provider_unavailable', 'No provider for this kind of tool is set up.');
  const priced = (model: Model) => pricingOf(settings.prices, tool.id, model, { request, limits: settings.runs });
  const lead = choose(models, choice);
  const first = priced(lead);
  if (!first) throw new Error(`${lead.id} has lost its price`);
  const plan: Plan = { candidates: [lead], pricings: [first], quoteMicro: first.quoteMicro };
  for (const model of models) {
    if (plan.candidates.some((taken) => taken.provider === model.provider)) continue;
    const pricing = priced(model);
    if (!pricing || pricing.quoteMicro > plan.quoteMicro) continue;
    plan.candidates.push(model);
    plan.pricings.push(pricing);
  }
  return plan;
}
