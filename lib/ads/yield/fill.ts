/** How often a network was asked, and how often it had nothing to show, was blocked or failed. */
export interface Asks {
  asked: number;
  failures: number;
}

export interface AsksRow extends Asks {
  network: string;
  country: string;
}

const NOTHING: Asks = { asked: 0, failures: 0 };

/** What a network that nobody has asked yet is taken for: good enough to be tried beside known ones. */
const PRIOR_FILLS = 3;
const PRIOR_ASKS = 4;
/** The network as a whole weighs as much as so many asks from one country. */
const NETWORK_ASKS = 20;

/** The share of asks that end with an ad: Beta-smoothed, never quite 0 or 1. */
export function fillOf(rows: readonly AsksRow[]): (network: string, country: string | null) => number {
  const sumOf = (matches: (row: AsksRow) => boolean) =>
    rows
      .filter(matches)
      .reduce((sum, row) => ({ asked: sum.asked + row.asked, failures: sum.failures + row.failures }), NOTHING);
  return (network, country) => {
    const all = sumOf((row) => row.network === network);
    const overall = (all.asked - all.failures + PRIOR_FILLS) / (all.asked + PRIOR_ASKS);
    const here = sumOf((row) => row.network === network && row.country === country);
    return (here.asked - here.failures + NETWORK_ASKS * overall) / (here.asked + NETWORK_ASKS);
  };
}

/** What may be known of the last hour before a network is left alone: for everybody, and for one person. */
const ENOUGH_ASKS = 20;
const HOPELESS_SHARE = 0.9;
const OWN_FAILURES = 2;

/**
 * Whether a network is left alone for now: it failed nearly everybody in the last hour, or this person twice. Nobody asks it
 * then, so the hour forgets its failures and it is tried again.
 */
export function isResting(lastHour: Asks, ownFailures: number): boolean {
  if (ownFailures >= OWN_FAILURES) return true;
  return lastHour.asked >= ENOUGH_ASKS && lastHour.failures >= HOPELESS_SHARE * lastHour.asked;
}
