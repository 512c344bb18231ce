/** One credit is 1,000,000 microcredits. Amounts up to this survive the way through a JSON number exactly: 4 billion credits. */
const EXACT_CREDITS = 4_000_000_000;

/** Microcredits as the JSON number of credits a client sees: at most 6 decimals, exact up to 4 billion credits. */
export function microToCredits(micro: bigint): number {
  return Number(micro) / 1_000_000;
}

/**
 * Credits given as a JSON number, in microcredits.
 * @throws RangeError for more than 6 decimals, for what is not finite, and beyond 4 billion credits.
 */
export function creditsToMicro(credits: number): bigint {
  if (!(Math.abs(credits) <= EXACT_CREDITS)) throw new RangeError('not an amount of credits');
  const decimal = credits.toFixed(6);
  // What arithmetic on doubles leaves behind is forgiven; a seventh decimal is not.
  if (Math.abs(Number(decimal) - credits) > 4 * Number.EPSILON * Math.abs(credits)) {
    throw new RangeError('an amount of credits has at most 6 decimals');
  }
  return BigInt(decimal.replace('.', ''));
}

/** A number of credits for people: "5", "1,250", "0.004". */
export function formatCredits(credits: number, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(credits);
}
