import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { inputSchema } from './call-schema';
import { modelsOfKind } from './candidates';
import type { ToolDefinition } from './definition';
import { priceMicro } from './price';
import type { ToolModel, ToolView } from './types';

type ToolWorld = Pick<Ctx, 'ai' | 'settings'>;

function modelViews({ ai, settings }: ToolWorld, definition: ToolDefinition): ToolModel[] {
  const { prices, routing } = settings.current();
  const providers = new Map(ai.providers().map((provider) => [provider.id, provider]));
  return modelsOfKind(ai, definition.kind, routing.order).map((model) => {
    const provider = providers.get(model.provider);
    return {
      id: model.id,
      provider: model.provider,
      providerLabel: provider?.label ?? model.provider,
      label: model.label,
      price: microToCredits(priceMicro(prices, definition.id, model)),
      demo: provider?.demo ?? false,
    };
  });
}

/** A tool with the models and prices of this moment. */
export function toToolView(world: ToolWorld, definition: ToolDefinition): ToolView {
  const { id, name, kind, description, options, examples } = definition;
  const limits = world.settings.current().runs;
  const models = modelViews(world, definition);
  const prices = models.map((model) => model.price);
  return {
    ...{ id, name, kind, description, options, examples, models },
    inputSchema: z.toJSONSchema(inputSchema(definition, limits), { io: 'input' }),
    fields: definition.fields(limits),
    price: { from: Math.min(...prices), to: Math.max(...prices) },
  };
}
