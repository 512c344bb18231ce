import type { Ai, Model } from '@/lib/ai/types';
import { AppError, invalidField } from '@/lib/errors';
import type { Settings } from '@/lib/settings';
import type { ToolDefinition } from './definition';
import { priceMicro } from './price';

export interface Choice {
  /** "auto" or a provider's id. */
  provider: string;
  /** "auto", "provider/name", or a name alone. */
  model: string;
}

export interface Plan {
  /** In the order to try; the first sets the price. */
  candidates: Model[];
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
 * The chosen model and, behind it, one model of every other provider that costs no more.
 * Throws invalid_input naming `provider` or `model`, provider_unavailable where the kind has no model at all.
 */
export function planRun(
  catalog: Catalog,
  settings: Settings,
  tool: Pick<ToolDefinition, 'id' | 'kind'>,
  choice: Choice,
): Plan {
  const models = modelsOfKind(catalog, tool.kind, settings.routing.order);
  if (models.length === 0) throw new AppError('provider_unavailable', 'No provider for this kind of tool is set up.');
  const lead = choose(models, choice);
  const quoteMicro = priceMicro(settings.prices, tool.id, lead);
  const candidates = [lead];
  for (const model of models) {
    if (candidates.some((taken) => taken.provider === model.provider)) continue;
    if (priceMicro(settings.prices, tool.id, model) <= quoteMicro) candidates.push(model);
  }
  return { candidates, quoteMicro };
}
