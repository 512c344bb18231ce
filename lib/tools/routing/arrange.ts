import type { Model, ModelHealth } from '@/lib/ai/types';
import type { Policy } from './rank';

/** So many of the runs that go by speed try a model that is not known yet. */
const EXPLORED_SHARE = 0.1;

export interface ArrangeInput {
  health: ReadonlyMap<string, ModelHealth>;
  policy: Policy;
  /** Whether the user named the first one: it stays first. */
  isChosen: boolean;
  /** From 0 to 1. */
  random: number;
}

/** One whose time has come for a probe counts as well: else nobody would ever find out that it is back. */
function isWell(health: ModelHealth | undefined): boolean {
  return !health || (health.breaker !== 'open' && health.rateLimitedUntilMs === null);
}

/**
 * The candidates in the order to try at this moment: those that would be passed over move behind the others, and by
 * speed now and then an unknown one comes first. The quote stays what the plan said.
 */
export function arrange(candidates: readonly Model[], { health, policy, isChosen, random }: ArrangeInput): Model[] {
  const fixed = isChosen ? candidates.slice(0, 1) : [];
  const free = candidates.slice(fixed.length);
  const well = free.filter(({ id }) => isWell(health.get(id)));
  const unwell = free.filter(({ id }) => !isWell(health.get(id)));
  const unknown = policy === 'speed' && random < EXPLORED_SHARE;
  const explored = unknown ? well.filter(({ id }) => (health.get(id)?.medianMs ?? null) === null).slice(0, 1) : [];
  return [...fixed, ...explored, ...well.filter((model) => !explored.includes(model)), ...unwell];
}
