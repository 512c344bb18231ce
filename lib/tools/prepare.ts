import type { Model, ModelRequest } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { cacheKeyOf } from './cache-key';
import { isShared, keptHours } from './cache-rules';
import { parseCall } from './call-schema';
import { planRun } from './candidates';
import type { ToolCall, ToolDefinition } from './definition';
import { findDefinition } from './definitions';
import { gather, type ConversationLinks, type Materials } from './materials';
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
  /** The conversation it goes on with; empty where it begins one. */
  links: ConversationLinks;
}

/** What is asked, of a tool that exists. Asks no database. Throws invalid_input naming the field. */
function parse(ctx: Pick<Ctx, 'settings'>, input: RunRequest) {
  const definition = findDefinition(input.toolId);
  if (!definition) throw invalidField('toolId', `there is no tool called "${input.toolId}"`);
  return { definition, parsed: parseCall(definition, ctx.settings.current().runs, input) };
}

/** Names a model and a price for a call whose materials are there. */
export function planCall(
  ctx: Pick<Ctx, 'ai' | 'settings'>,
  definition: ToolDefinition,
  { call, links }: Materials,
  input: Omit<RunRequest, 'toolId' | 'input' | 'stream'>,
): PreparedRun {
  const settings = ctx.settings.current();
  const wrong = definition.check?.(call) ?? [];
  if (wrong.length > 0) {
    const detail = wrong.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new AppError('invalid_input', detail, { fields: wrong });
  }
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
    ...{ definition, call, request, candidates, pricings, quoteMicro, isChosen, links },
    cachedPriceMicro: cachedPriceMicro(settings.prices, quoteMicro),
    cacheKey,
    keptHours: keptHours(settings, definition.id),
    sharedPriceMicro: isShared(settings, definition, input) ? sharedPriceMicro(settings.prices, quoteMicro) : null,
  };
}

/**
 * Checks a request against its tool. Asks the database only for what the request refers to: one query for the files, one for
 * the conversation.
 * @throws AppError invalid_input naming the field; not_found never: what is not there is named as a wrong field.
 */
export async function prepareRun(ctx: Ctx, input: RunRequest): Promise<PreparedRun> {
  const { definition, parsed } = parse(ctx, input);
  const materials = gather(ctx, definition, parsed, input.continueRunId);
  // Most requests refer to nothing, and wait for nothing.
  return planCall(ctx, definition, materials instanceof Promise ? await materials : materials, input);
}
