import type { Model, ModelHealth, ModelRequest } from '@/lib/ai/types';
import type { Settings } from '@/lib/settings';
import { costNanoUsd } from '../pricing/cost';
import type { Measured } from '../pricing/meter';
import { mostUsed, readBytes } from '../pricing/pricing';

export type Policy = Settings['routing']['policy'];

/** Until somebody has judged a model. */
const MIDDLING_QUALITY = 50;
/** Milliseconds to the first content, while no model is known. */
const USUAL_MS = 1_000;

/** What a request may be expected to use: most answers end long before their limit. */
export function expectedUse(request: ModelRequest): Measured {
  const most = mostUsed(request);
  if (request.kind !== 'text') return most;
  const inputTokens = Math.ceil(readBytes(request) / 4);
  return { ...most, inputTokens, outputTokens: Math.ceil(request.maxOutputTokens / 2) };
}

/** The middle of what is known: neither a reward nor a penalty for being new. */
function fairMedianMs(models: readonly Model[], health: ReadonlyMap<string, ModelHealth>): number {
  const known = models.flatMap(({ id }) => health.get(id)?.medianMs ?? []).toSorted((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? USUAL_MS;
}

function byKey(models: readonly Model[], keyOf: (model: Model) => number): Model[] {
  return models
    .map((model) => ({ model, key: keyOf(model) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ model }) => model);
}

export interface RankInput {
  policy: Policy;
  request: ModelRequest;
  health: ReadonlyMap<string, ModelHealth>;
}

/** The models in the order the policy prefers them; what it leaves open stays as it comes. */
export function rankModels(models: readonly Model[], { policy, request, health }: RankInput): readonly Model[] {
  switch (policy) {
    case 'order':
      return models;
    case 'quality':
      return byKey(models, ({ quality = MIDDLING_QUALITY }) => -quality);
    case 'cost': {
      const use = expectedUse(request);
      // Who does not say what it charges is asked last.
      return byKey(models, (model) => Number(costNanoUsd(model, use) ?? Number.MAX_SAFE_INTEGER));
    }
    case 'speed': {
      const fairMs = fairMedianMs(models, health);
      return byKey(models, ({ id }) => health.get(id)?.medianMs ?? fairMs);
    }
  }
}
