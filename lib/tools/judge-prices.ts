import { taskOf, type Model, type ModelTask } from '@/lib/ai';
import type { FieldError } from '@/lib/errors';
import type { Settings } from '@/lib/settings';
import { DEFINITIONS, findDefinition } from './definitions';
import { priceRuleOf } from './pricing/rule';

const pathOf = (name: string) => `prices.overrides.${name}`;

/** "toolId:modelId" or "toolId"; ids of models may hold colons. */
function partsOf(name: string): { toolId: string; modelId: string | null } {
  const at = name.indexOf(':');
  return at < 0 ? { toolId: name, modelId: null } : { toolId: name.slice(0, at), modelId: name.slice(at + 1) };
}

/**
 * Price overrides that name no tool, no model of the catalog, or one that does something else. Those in `before` stay: a model whose key is taken out
 * for a day keeps its price.
 */
function unknownNames(settings: Settings, before: Settings, models: readonly Model[]): FieldError[] {
  const tasks = new Map(models.map((model) => [model.id, taskOf(model)]));
  return Object.keys(settings.prices.overrides)
    .filter((name) => !(name in before.prices.overrides))
    .flatMap((name) => {
      const { toolId, modelId } = partsOf(name);
      const tool = findDefinition(toolId);
      if (!tool) return [{ path: pathOf(name), message: 'names no tool' }];
      const task = modelId === null ? taskOf(tool) : tasks.get(modelId);
      if (!task) return [{ path: pathOf(name), message: 'names no model of the catalog' }];
      return task === taskOf(tool) ? [] : [{ path: pathOf(name), message: `names a model for ${task}` }];
    });
}

/** What can be measured of a run, by what its model does. */
const RATES: Record<ModelTask, readonly string[]> = {
  text: ['perThousandInputTokens', 'perThousandOutputTokens'],
  image: ['perImage'],
  speech: ['perThousandCharacters', 'perSecond'],
  transcription: ['perSecond'],
  video: ['perSecond'],
};

/** Metered rules that would measure nothing, or what such a tool does not use. */
function unfitRates({ prices }: Settings): FieldError[] {
  return Object.entries(prices.overrides).flatMap(([name, rule]) => {
    const tool = findDefinition(partsOf(name).toolId);
    if (typeof rule === 'number' || rule.rule !== 'metered' || !tool) return [];
    const task = taskOf(tool);
    const { rule: _rule, floor: _floor, ceiling: _ceiling, ...rates } = rule;
    const given = Object.keys(rates);
    const fitting = RATES[task].join(' or ');
    if (given.length === 0) return [{ path: pathOf(name), message: `needs a rate of a tool for ${task}: ${fitting}` }];
    return given
      .filter((rate) => !RATES[task].includes(rate))
      .map((rate) => ({
        path: `${pathOf(name)}.${rate}`,
        message: `a tool for ${task} is measured by ${fitting}`,
      }));
  });
}

/** The models that would have no price, as "path model": the price follows a cost that nobody knows. */
function unpriced({ prices }: Settings, models: readonly Model[]): Map<string, FieldError & { modelId: string }> {
  const found = new Map<string, FieldError & { modelId: string }>();
  for (const tool of DEFINITIONS) {
    for (const model of models) {
      if (taskOf(model) !== taskOf(tool) || priceRuleOf(prices, tool.id, model) !== null) continue;
      const own = [`${tool.id}:${model.id}`, tool.id].find((name) => name in prices.overrides);
      const path = own === undefined ? 'prices.mode' : pathOf(own);
      const message = `the cost of ${model.id} is not known: give it a flat or metered price in prices.overrides first`;
      found.set(`${path} ${model.id}`, { path, message, modelId: model.id });
    }
  }
  return found;
}

/** What is wrong with prices whatever models there are: names of no tool, and rates that do not fit the kind. */
export function judgePriceRules(settings: Settings): FieldError[] {
  const nameless = Object.keys(settings.prices.overrides)
    .filter((name) => !findDefinition(partsOf(name).toolId))
    .map((name) => ({ path: pathOf(name), message: 'names no tool' }));
  return [...nameless, ...unfitRates(settings)];
}

/** The models that cannot be had, since their price follows a cost that nobody knows. */
export function unpricedModels(settings: Settings, models: readonly Model[]): FieldError[] {
  return [...unpriced(settings, models).values()].map(({ path, message }) => ({ path, message }));
}

/**
 * What is wrong with prices that fit the schema: names of what is not there, rates that do not fit the kind of tool, and
 * prices that follow an unknown cost, with the model named. What `before` had already does not keep an operator from
 * changing something else.
 * @param models the catalog as `settings` would make it
 * @param modelsBefore the catalog as it is
 */
export function judgePrices(
  settings: Settings,
  before: Settings,
  models: readonly Model[],
  modelsBefore: readonly Model[] = models,
): FieldError[] {
  const had = unpriced(before, modelsBefore);
  // Where the price is as it was, it is the model that has changed.
  const byPrice = unpriced(settings, modelsBefore);
  const costless = [...unpriced(settings, models)].flatMap(([key, { path, message, modelId }]) => {
    if (had.has(key)) return [];
    return [{ path: byPrice.has(key) ? path : `models.${modelId}.cost`, message }];
  });
  return [...unknownNames(settings, before, models), ...unfitRates(settings), ...costless];
}
