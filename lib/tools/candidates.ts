import { taskOf, type Ai, type Model, type ModelRequest, type ModelTask } from '@/lib/ai';
import { AppError, invalidField } from '@/lib/errors';
import type { Settings } from '@/lib/settings';
import type { ToolDefinition } from './definition';
import { pricingOf, type Pricing } from './pricing/pricing';
import { priceRuleOf } from './pricing/rule';
import { fitsRequest } from './routing/fits';
import { rankModels } from './routing/rank';

export interface Choice {
  /** "auto" or a provider's id. */
  provider: string;
  /** "auto", "provider/name", or a name alone. */
  model: string;
}

export interface Plan {
  /** By preference; the first sets the quote. */
  candidates: Model[];
  /** What each of them costs, in the same order; none more than the quote. */
  pricings: [Pricing, ...Pricing[]];
  quoteMicro: bigint;
  /** Whether the first one, or its provider, was named: it is asked first, however it does. */
  isChosen: boolean;
  /** The model that stands for the choice where an answer is kept: the same from run to run, also where speed decides. */
  standsFor: string;
}

type Catalog = Pick<Ai, 'models' | 'providers'>;
type Routed = Pick<Settings, 'prices' | 'routing'>;

type PlannedTool = Pick<ToolDefinition, 'id' | 'kind' | 'task' | 'demoDeclines' | 'suits'>;

/**
 * The models that do what is asked of them, by the operator's order of providers, standard tier first within each; providers that are
 * switched off are left out. The demo engine stands only where nothing real is configured for the task, and it can do it.
 */
function modelsFor(tool: PlannedTool, catalog: Catalog, { order, disabled }: Settings['routing']): Model[] {
  const task: ModelTask = taskOf(tool);
  const demo = new Set(
    catalog
      .providers()
      .filter((provider) => provider.demo)
      .map((provider) => provider.id),
  );
  const off = new Set(disabled);
  const isAble = (model: Model) => taskOf(model) === task && (tool.suits?.(model) ?? true);
  const all = catalog.models().filter((model) => isAble(model) && !off.has(model.provider));
  const real = all.filter((model) => !demo.has(model.provider));
  const places = new Map(order.map((provider, index) => [provider, index]));
  const rank = ({ provider, tier }: Model) =>
    (places.get(provider) ?? order.length) * 2 + (tier === 'standard' ? 0 : 1);
  // Sorting is stable: what the order leaves open stays as the catalog has it.
  const able = real.length > 0 || tool.demoDeclines !== undefined ? real : all;
  return able.toSorted((a, b) => rank(a) - rank(b));
}

/** Catalog and settings are replaced, never changed: the models of a tool hold as long as both live. */
const listed = new WeakMap<readonly Model[], Routed & { byTool: Map<string, Model[]> }>();

/** Those of them that have a price. Where a price follows the cost, a model whose cost is unknown is not to be had. */
export function pricedModels(catalog: Catalog, { prices, routing }: Routed, tool: PlannedTool): Model[] {
  const all = catalog.models();
  let known = listed.get(all);
  if (known?.prices !== prices || known.routing !== routing) {
    known = { prices, routing, byTool: new Map() };
    listed.set(all, known);
  }
  let models = known.byTool.get(tool.id);
  if (!models) {
    const able = modelsFor(tool, catalog, routing);
    models = able.filter((model) => priceRuleOf(prices, tool.id, model) !== null);
    known.byTool.set(tool.id, models);
  }
  return models;
}

/** What stands in the way of a tool without models, as a sentence. */
export function whyUnavailable({ demoDeclines }: Pick<ToolDefinition, 'demoDeclines'>): string {
  return demoDeclines ?? 'No provider for this kind of tool is set up.';
}

function namedBy(models: readonly Model[], name: string): Model | undefined {
  return models.find((model) => model.id === name) ?? models.find((model) => model.name === name);
}

/** The first candidate among the ranked models. By the operator's order a standard one comes before every economy one. */
function choose(models: readonly Model[], choice: Choice, policy: Settings['routing']['policy']): Model {
  const ofProvider = choice.provider === 'auto' ? models : models.filter((model) => model.provider === choice.provider);
  const [first] = ofProvider;
  if (!first) throw invalidField('provider', `"${choice.provider}" is not a provider of this tool`);
  if (choice.model !== 'auto') {
    const model = namedBy(ofProvider, choice.model);
    if (!model) throw invalidField('model', `"${choice.model}" is not a model of this tool`);
    return model;
  }
  return (policy === 'order' ? ofProvider.find((model) => model.tier === 'standard') : undefined) ?? first;
}

const unfitFor = ({ kind }: ModelRequest) =>
  kind === 'image' ? 'cannot change pictures' : 'takes no text of this length';

/** The models that can do it and are large enough. A choice that would have been one is told so by name. */
function fitting(models: Model[], choice: Choice, request: ModelRequest): Model[] {
  const fits = fitsRequest(request);
  const able = models.filter(fits);
  if (able.length === models.length) return models;
  const chosen = choice.provider === 'auto' ? models : models.filter((model) => model.provider === choice.provider);
  const named = choice.model === 'auto' ? undefined : namedBy(chosen, choice.model);
  if (named && !fits(named)) throw invalidField('model', `"${choice.model}" ${unfitFor(request)}`);
  if (chosen.length > 0 && !chosen.some(fits))
    throw invalidField(
      choice.provider === 'auto' ? 'input' : 'provider',
      request.kind === 'image' ? 'no model can change pictures' : 'no model takes a text of this length',
    );
  return able;
}

/**
 * The chosen model, or the one the operator's policy prefers, and behind it one model of every other provider that can
 * cost no more: the first one's most is the quote, whoever answers.
 * @throws AppError invalid_input naming `provider`, `model` or `input`; provider_unavailable where the kind has no model.
 */
export function planRun(
  catalog: Catalog & Pick<Ai, 'health'>,
  settings: Settings,
  tool: PlannedTool,
  choice: Choice,
  request: ModelRequest,
): Plan {
  const models = pricedModels(catalog, settings, tool);
  if (models.length === 0) throw new AppError('provider_unavailable', whyUnavailable(tool));
  const able = fitting(models, choice, request);
  const { policy } = settings.routing;
  const ranked = rankModels(able, { policy, request, health: catalog.health() });
  const priced = (model: Model) => pricingOf(settings.prices, tool.id, model, { request, limits: settings.runs });
  const lead = choose(ranked, choice, policy);
  const first = priced(lead);
  if (!first) throw new Error(`${lead.id} has lost its price`);
  const plan: Plan = {
    candidates: [lead],
    pricings: [first],
    quoteMicro: first.quoteMicro,
    isChosen: choice.provider !== 'auto' || choice.model !== 'auto',
    standsFor: policy === 'speed' ? choose(able, choice, 'order').id : lead.id,
  };
  const taken = new Set([lead.provider]);
  for (const model of ranked) {
    if (taken.has(model.provider)) continue;
    const pricing = priced(model);
    if (!pricing || pricing.quoteMicro > plan.quoteMicro) continue;
    taken.add(model.provider);
    plan.candidates.push(model);
    plan.pricings.push(pricing);
  }
  return plan;
}
