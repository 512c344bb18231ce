import type { Model, ModelRequest } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { cacheKeyOf } from './cache-key';
import { isShared, keptHours } from './cache-rules';
import { parseCall } from './call-schema';
import { planRun } from './candidates';
import type { ToolCall, ToolDefinition } from './definition';
import { findDefinition } from './definitions';
import { cachedPriceMicro, sharedPriceMicro } from './price';
import type { Pricing } from './pricing/pricing';
import type { RunRequest } from './schema';

/** A request that has passed every check: what it asks, of whom, at which price. */
export interface PreparedRun {
  definition: ToolDefinition;
  call: ToolCall;
  request: ModelRequest;
  candidates: Model[];
  /** Of each candidate, in the same order. */
  pricings: [Pricing, ...Pricing[]];
  quoteMicro: bigint;
  /** Whether the first candidate was named by the user. */
  isChosen: boolean;
  cachedPriceMicro: bigint;
  cacheKey: string;
  /** How long its answer is kept; 0: not at all. */
  keptHours: number;
  /** What another's kept answer would cost; null where answers are not shared. */
  sharedPriceMicro: bigint | null;
}

/** Checks a request against its tool. Asks no database. Throws invalid_input naming the field. */
export function prepareRun(ctx: Pick<Ctx, 'ai' | 'settings'>, input: RunRequest): PreparedRun {
  const settings = ctx.settings.current();
  const definition = findDefinition(input.toolId);
  if (!definition) throw invalidField('toolId', `there is no tool called "${input.toolId}"`);
  const call = parseCall(definition, settings.runs, input);
  const request = definition.render(call, settings.runs);
  const { candidates, pricings, quoteMicro, isChosen, standsFor } = planRun(
    ctx.ai,
    settings,
    definition,
    input,
    request,
  );
  // One model stands for the choice: kept answers end with it when the operator sets up another provider.
  const cacheKey = cacheKeyOf({ definition, call, request, model: standsFor });
  return {
    definition,
    call,
    request,
    candidates,
    pricings,
    quoteMicro,
    isChosen,
    cachedPriceMicro: cachedPriceMicro(settings.prices, quoteMicro),
    cacheKey,
    keptHours: keptHours(settings, definition.id),
    sharedPriceMicro: isShared(settings, definition, input) ? sharedPriceMicro(settings.prices, quoteMicro) : null,
  };
}
