/** One credit is 1,000,000 microcredits. */
export const MICRO_PER_CREDIT = 1_000_000n;

/** Microcredits as the JSON number of credits a client sees: at most 6 decimals, exact up to 9 billion credits. */
export function microToCredits(micro: bigint): number {
  return Number(micro) / 1_000_000;
}

/**
 * Credits given as a JSON number, in microcredits.
 * @throws RangeError for more than 6 decimals, for what is not finite, and beyond 9 billion credits.
 */
export function creditsToMicro(credits: number): bigint {
  const scaled = credits * 1_000_000;
  const rounded = Math.round(scaled);
  if (!Number.isFinite(credits) || !Number.isSafeInteger(rounded)) throw new RangeError('not an amount of credits');
  if (Math.abs(scaled - rounded) > 1e-4) throw new RangeError('an amount of credits has at most 6 decimals');
  return BigInt(rounded);
}

/** A number of credits for people: "5", "1,250", "0.004". */
export function formatCredits(credits: number, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(credits);
}
