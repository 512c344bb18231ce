import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { inputSchema } from './call-schema';
import { pricedModels, whyUnavailable } from './candidates';
import type { ToolDefinition } from './definition';
import { applyRule } from './pricing/pricing';
import { priceRuleOf } from './pricing/rule';
import { ruleView } from './pricing/view';
import { sampleCall } from './sample-call';
import type { ToolModel, ToolView } from './types';

type ToolWorld = Pick<Ctx, 'ai' | 'settings'>;

function modelViews({ ai, settings }: ToolWorld, definition: ToolDefinition): ToolModel[] {
  const { prices, routing, runs: limits } = settings.current();
  const providers = new Map(ai.providers().map((provider) => [provider.id, provider]));
  const request = definition.render(sampleCall(definition, limits), limits);
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
  const { id, name, kind, group, description, options, examples, converses = false } = definition;
  const limits = world.settings.current().runs;
  const models = modelViews(world, definition);
  const least = models.map(({ pricing }) => (pricing.rule === 'flat' ? pricing.price : pricing.floor));
  return {
    ...{ id, name, kind, group, description, converses, options, examples, models },
    batches: definition.batches !== false && definition.fields(limits).every(({ type }) => type !== 'file'),
    unavailable: models.length === 0 ? whyUnavailable(definition) : null,
    inputSchema: z.toJSONSchema(inputSchema(definition, limits), { io: 'input' }),
    fields: definition.fields(limits),
    price:
      models.length === 0
        ? { from: 0, to: 0 }
        : { from: Math.min(...least), to: Math.max(...models.map((model) => model.price)) },
    coveredCharacters: kind === 'text' ? (definition.covers?.(limits) ?? limits.inputCharacters) : null,
  };
}
