import type { MeterRule } from './rule';

/** What a run used, in whole units. */
export interface Measured {
  inputTokens: number;
  outputTokens: number;
  /** Read aloud. */
  characters: number;
  images: number;
  /** Pictures that were given to be changed. */
  sources?: number;
  /** Of sound or film. */
  seconds: number;
}

export const NOTHING: Measured = { inputTokens: 0, outputTokens: 0, characters: 0, images: 0, seconds: 0 };

/** What is shorter than the least is paid as if it were as long; nothing stays nothing. */
export function billedSeconds({ seconds }: Measured, least = 0): number {
  return seconds === 0 ? 0 : Math.max(seconds, least);
}

/** Provider token counts are believed; without them four characters make a token. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

/**
 * What so much use costs by a metered rule, in microcredits: the sum of rate x units, rounded up to the microcredit, then
 * held between floor and ceiling. The floor is positive, so no run is free; more use never costs less.
 */
export function meteredMicro({ rates, leastSeconds, floorMicro, ceilingMicro }: MeterRule, used: Measured): bigint {
  const thousandths =
    rates.thousandInputTokens * BigInt(used.inputTokens) +
    rates.thousandOutputTokens * BigInt(used.outputTokens) +
    rates.thousandCharacters * BigInt(used.characters) +
    1_000n *
      (rates.image * BigInt(used.images) +
        rates.source * BigInt(used.sources ?? 0) +
        rates.second * BigInt(billedSeconds(used, leastSeconds)));
  const sum = (thousandths + 999n) / 1_000n;
  if (sum < floorMicro) return floorMicro;
  return sum > ceilingMicro ? ceilingMicro : sum;
}
