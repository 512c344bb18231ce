import type { MeterRule } from './rule';

/** What a run used, in whole units. */
export interface Measured {
  inputTokens: number;
  outputTokens: number;
  images: number;
  seconds: number;
}

/** Provider token counts are believed; without them four characters make a token. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

/**
 * What so much use costs by a metered rule, in microcredits: the sum of rate x units, rounded up to the microcredit, then
 * held between floor and ceiling. The floor is positive, so no run is free; more use never costs less.
 */
export function meteredMicro({ rates, floorMicro, ceilingMicro }: MeterRule, used: Measured): bigint {
  const thousandths =
    rates.thousandInputTokens * BigInt(used.inputTokens) +
    rates.thousandOutputTokens * BigInt(used.outputTokens) +
    1_000n * (rates.image * BigInt(used.images) + rates.second * BigInt(used.seconds));
  const sum = (thousandths + 999n) / 1_000n;
  if (sum < floorMicro) return floorMicro;
  return sum > ceilingMicro ? ceilingMicro : sum;
}
