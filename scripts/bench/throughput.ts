import type { Hub } from '../../tests/support/built-hub';
import { median, runLoad, type LoadResult, type Shot } from './load';

export interface Contestant {
  name: string;
  url: string;
  shot(connection: number, number: number): Shot;
}

const ROUNDS = 3;

/** Machines drift: the contestants take turns, and the median round counts. Keyed by name. */
export async function interleave(
  contestants: Contestant[],
  connections: number,
  seconds: number,
): Promise<Map<string, LoadResult>> {
  const rounds = new Map<string, LoadResult[]>(contestants.map(({ name }) => [name, []]));
  let number = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, url, shot } of contestants) {
      // Numbers go on over the rounds, so that no "fresh" request was ever sent before.
      const offset = (number += 1_000_000);
      const result = await runLoad(url, connections, seconds, (connection, index) => shot(connection, offset + index));
      rounds.get(name)?.push(result);
      console.log(`  ${name}, round ${round + 1}: ${result.perSecond.toFixed(0)}/s, errors ${result.errors}`);
    }
  }
  const of = (results: LoadResult[], pick: (result: LoadResult) => number) => median(results.map(pick));
  return new Map(
    [...rounds].map(([name, results]) => [
      name,
      {
        perSecond: of(results, (result) => result.perSecond),
        p50Ms: of(results, (result) => result.p50Ms),
        p95Ms: of(results, (result) => result.p95Ms),
        errors: results.reduce((sum, result) => sum + result.errors, 0),
      },
    ]),
  );
}

export const hubContestants = (
  hub: Hub,
  people: { fresh: Contestant['shot']; repeated: Contestant['shot'] },
): Contestant[] => [
  { name: 'full run, uncached', url: hub.url, shot: people.fresh },
  { name: 'run answered from the cache', url: hub.url, shot: people.repeated },
];
