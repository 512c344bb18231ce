/** One thing to be measured: a number for so many seconds of work. */
export interface Contestant {
  name: string;
  run(seconds: number): Promise<number>;
}

export const ROUNDS = 3;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Warm-up, then rounds in which everybody has a turn, each second round backwards; the median of each. */
export async function interleave(contestants: readonly Contestant[], seconds: number): Promise<Map<string, number>> {
  const seen = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (const { run } of contestants) await run(Math.min(seconds, 2));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, run } of round % 2 === 0 ? contestants : contestants.toReversed())
      seen.get(name)?.push(await run(seconds));
  }
  return new Map([...seen].map(([name, values]) => [name, median(values)]));
}
