import type { Model } from '@/lib/ai/types';
import type { PreparedRun } from '../prepare';
import { costNanoUsd } from '../pricing/cost';
import { NOTHING, tokensOf, type Measured } from '../pricing/meter';
import { mostUsed } from '../pricing/pricing';
import type { Consumed } from './consume';
import { continuationOf } from './continue';
import { readTokens } from './measure';

/** What each part of a text that two models wrote took, by its characters. */
function usedByPart({ request }: PreparedRun, { parts }: Consumed, text: string): Measured[] {
  if (request.kind !== 'text') return [];
  return parts.map(({ from }, index) => {
    const asked = index === 0 ? request : continuationOf(request, text.slice(0, from));
    return {
      ...NOTHING,
      inputTokens: readTokens(asked),
      outputTokens: tokensOf(text.slice(from, parts[index + 1]?.from)),
    };
  });
}

/** Ends of a call behind which its job may go on at the provider's. */
const LEAVES_JOB = new Set(['timeout_first_content', 'timeout_idle', 'timeout_total', 'outrun', 'cancelled', 'cut']);

/** Jobs that were accepted and not waited for: asked to be dropped or not, they may be charged whole. */
function abandoned({ jobs, attempts, parts }: Consumed): Consumed['jobs'] {
  const delivered = new Set(parts.map(({ model }) => model));
  const left = new Set(attempts.filter(({ outcome }) => LEAVES_JOB.has(outcome)).map(({ model }) => model));
  return jobs.filter(({ model }) => left.has(model) && !delivered.has(model));
}

export interface RunCost {
  /** Null where the answering model's cost is unknown. */
  total: bigint | null;
  shares: Map<string, bigint>;
}

/**
 * What the providers charge us for a run, in billionths of a US dollar: for every part that was delivered, also where the
 * run failed behind it, for the input of calls that a faster one has outrun, and for jobs that nobody waited for.
 */
export function costOfRun(prepared: PreparedRun, consumed: Consumed, used: Measured, text: string): RunCost {
  const modelOf = (provider: string, id: string): Model | undefined =>
    prepared.candidates.find((model) => model.provider === provider && (model.id === id || model.name === id));
  const shares = new Map<string, bigint>();
  const add = (provider: string, nano: bigint) => shares.set(provider, (shares.get(provider) ?? 0n) + nano);
  const { parts } = consumed;
  const measured = parts.length > 1 ? usedByPart(prepared, consumed, text) : [used];
  let isKnown = true;
  for (const [index, { provider, model }] of parts.entries()) {
    const cost = costNanoUsd(modelOf(provider, model), measured[index] ?? NOTHING);
    if (cost === null && index === parts.length - 1) isKnown = false;
    add(provider, cost ?? 0n);
  }
  const { request } = prepared;
  if (request.kind === 'text') {
    const inputTokens = readTokens(request);
    for (const { provider, model, outcome } of consumed.attempts)
      if (outcome === 'outrun') add(provider, costNanoUsd(modelOf(provider, model), { ...NOTHING, inputTokens }) ?? 0n);
  }
  for (const { provider, model } of abandoned(consumed))
    add(provider, costNanoUsd(modelOf(provider, model), mostUsed(request)) ?? 0n);
  return { total: isKnown ? [...shares.values()].reduce((sum, nano) => sum + nano, 0n) : null, shares };
}
