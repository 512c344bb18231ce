import { z } from 'zod';
import type { ModelRequest } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { inputSchema } from './call-schema';
import { pricedModels } from './candidates';
import type { ToolDefinition, ToolLimits } from './definition';
import { applyRule } from './pricing/pricing';
import { priceRuleOf } from './pricing/rule';
import { ruleView } from './pricing/view';
import type { ToolModel, ToolView } from './types';

type ToolWorld = Pick<Ctx, 'ai' | 'settings'>;

/** A request of the greatest length that a flat price covers. */
function coveredRequest(definition: ToolDefinition, limits: ToolLimits): ModelRequest {
  const [longest] = definition.fields(limits);
  const text = 'x'.repeat(Math.min(limits.inputCharacters, longest?.maxLength ?? 1));
  return definition.render({ input: { [longest?.id ?? '']: text }, options: {} }, limits);
}

function modelViews({ ai, settings }: ToolWorld, definition: ToolDefinition): ToolModel[] {
  const { prices, routing, runs: limits } = settings.current();
  const providers = new Map(ai.providers().map((provider) => [provider.id, provider]));
  const request = coveredRequest(definition, limits);
  return pricedModels(ai, { prices, routing }, definition).flatMap((model) => {
    const rule = priceRuleOf(prices, definition.id, model);
    if (!rule) return [];
    const provider = providers.get(model.provider);
    return {
      id: model.id,
      provider: model.provider,
      providerLabel: provider?.label ?? model.provider,
      label: model.label,
      price: microToCredits(applyRule(rule, { request, limits }).quoteMicro),
      pricing: ruleView(rule),
      demo: provider?.demo ?? false,
    };
  });
}

/** A tool with the models and prices of this moment. */
export function toToolView(world: ToolWorld, definition: ToolDefinition): ToolView {
  const { id, name, kind, description, options, examples } = definition;
  const limits = world.settings.current().runs;
  const models = modelViews(world, definition);
  const least = models.map(({ pricing }) => (pricing.rule === 'flat' ? pricing.price : pricing.floor));
  return {
    ...{ id, name, kind, description, options, examples, models },
    inputSchema: z.toJSONSchema(inputSchema(definition, limits), { io: 'input' }),
    fields: definition.fields(limits),
    price: { from: Math.min(...least), to: Math.max(...models.map((model) => model.price)) },
    coveredCharacters: kind === 'text' ? limits.inputCharacters : null,
  };
}
