import type { Recording } from './fault-parent';
import type { FaultAction, Kill, Passing } from './fault-trace';

/** A point inside a stored function, as opposed to an await of the process. */
export function isInside(point: Pick<Passing, 'name'>): boolean {
  return point.name.includes('#');
}

/** How people read it: the second passing says so. */
export function nameOf({ name, nth }: Passing): string {
  return nth === 1 ? name : `${name} (${nth})`;
}

/** Every point of every scenario, to be killed in this way. */
export function everyKill(recordings: readonly Recording[], action: FaultAction): Kill[] {
  return recordings.flatMap(({ scenario, passed }) => passed.map((passing) => ({ ...passing, scenario, action })));
}

/**
 * Every await of every scenario, but each passing of a place inside the stored functions in one scenario only: in the one
 * that has fewest so far of those that come by.
 */
export function eachPlaceOnce(kills: readonly Kill[]): Kill[] {
  const choices = new Map<string, Kill[]>();
  for (const kill of kills.filter(isInside)) {
    const name = nameOf(kill);
    choices.set(name, [...(choices.get(name) ?? []), kill]);
  }
  const load = new Map<string, number>();
  const chosen = new Set(kills.filter((kill) => !isInside(kill)));
  const loadOf = (kill: Kill) => load.get(kill.scenario) ?? 0;
  for (const same of choices.values()) {
    const kill = same.reduce((best, other) => (loadOf(other) < loadOf(best) ? other : best));
    load.set(kill.scenario, loadOf(kill) + 1);
    chosen.add(kill);
  }
  return kills.filter((kill) => chosen.has(kill));
}

/** `size` of them, from as many scenarios as there are, the same for the same seed. */
export function sampleOf(kills: readonly Kill[], size: number, seed: number): Kill[] {
  let state = seed >>> 0;
  // A linear congruential generator is random enough to pick by.
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const scenarios = [...new Set(kills.map(({ scenario }) => scenario))];
  const picked: Kill[] = [];
  for (let turn = 0; picked.length < Math.min(size, kills.length); turn++) {
    const scenario = scenarios[turn % scenarios.length];
    const rest = kills.filter((kill) => kill.scenario === scenario && !picked.includes(kill));
    const kill = rest[next(rest.length)];
    if (kill) picked.push(kill);
  }
  return picked;
}
