import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { planCall } from './prepare';
import { findDefinition } from './definitions';
import { pricedModels } from './candidates';
import { pricingView } from './pricing/view';
import { sampleCall } from './sample-call';
import type { SampleQuote } from './types';

/**
 * What "auto" costs for as much as a flat price covers; null where the tool cannot be run. Nobody's balance is looked up.
 * Throws not_found.
 */
export function quoteSample({ ctx, input }: { ctx: Ctx; input: { toolId: string } }): SampleQuote | null {
  const definition = findDefinition(input.toolId);
  if (!definition) throw notFound('tool');
  const settings = ctx.settings.current();
  if (pricedModels(ctx.ai, settings, definition).length === 0) return null;
  const call = sampleCall(definition, settings.runs);
  const plan = planCall(ctx, definition, { call, links: {} }, { provider: 'auto', model: 'auto', fresh: false });
  return {
    price: microToCredits(plan.quoteMicro),
    cachedPrice: microToCredits(plan.cachedPriceMicro),
    pricing: pricingView(plan.pricings[0]),
  };
}
