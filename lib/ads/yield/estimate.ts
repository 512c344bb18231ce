import type { Settings } from '@/lib/settings';

/** What networks said of views, summed. Money in microdollars. */
export interface YieldRow {
  network: string;
  /** '' where the report named none, and so for the kind. */
  country: string;
  kind: string;
  impressions: number;
  revenueMicroUsd: number;
}

export interface Yield {
  /** Microdollars that a completed view may be expected to bring in. */
  microUsd: number;
  /** `assumed` while the network has reported less than the assumption weighs. */
  basis: 'reported' | 'assumed';
}

/** One view, as it is asked about. */
export interface YieldKey {
  network: string;
  country: string | null;
  kind: string;
}

type AssumedCpm = Settings['ads']['assumedCpmUsd'];

/** So many impressions the next wider figure weighs: fewer of its own say little about a price per thousand. */
export const PRIOR_IMPRESSIONS = 1_000;

interface Sum {
  impressions: number;
  revenueMicroUsd: number;
}

const NOTHING: Sum = { impressions: 0, revenueMicroUsd: 0 };

/** Between the mean of the data and `prior`, nearer to the data the more there is of it. */
export function smoothed({ impressions, revenueMicroUsd }: Sum, prior: number): number {
  return (revenueMicroUsd + PRIOR_IMPRESSIONS * prior) / (impressions + PRIOR_IMPRESSIONS);
}

/** Microdollars a view, where nothing was reported. */
export function assumedMicroUsd(assumed: AssumedCpm, country: string | null): number {
  return ((country === null ? undefined : assumed.countries[country]) ?? assumed.default) * 1_000;
}

const keyOf = (...names: string[]) => names.join('|');

/**
 * What a view brings in, from what was reported: its kind in its country is drawn towards the country, that towards the
 * network, and that towards the assumed price of the country. House ads bring in nothing.
 */
export function estimator(rows: readonly YieldRow[], assumed: AssumedCpm): (key: YieldKey) => Yield {
  const sums = new Map<string, Sum>();
  const add = (key: string, { impressions, revenueMicroUsd }: Sum) => {
    const sum = sums.get(key) ?? NOTHING;
    sums.set(key, {
      impressions: sum.impressions + impressions,
      revenueMicroUsd: sum.revenueMicroUsd + revenueMicroUsd,
    });
  };
  for (const row of rows) {
    add(row.network, row);
    if (row.country !== '') add(keyOf(row.network, row.country), row);
    if (row.country !== '' && row.kind !== '') add(keyOf(row.network, row.country, row.kind), row);
  }
  const sumOf = (...names: string[]) => sums.get(keyOf(...names)) ?? NOTHING;
  return ({ network, country, kind }) => {
    if (network === 'house') return { microUsd: 0, basis: 'reported' };
    const all = sumOf(network);
    const ofNetwork = smoothed(all, assumedMicroUsd(assumed, country));
    const ofCountry = country === null ? ofNetwork : smoothed(sumOf(network, country), ofNetwork);
    const microUsd = country === null ? ofCountry : smoothed(sumOf(network, country, kind), ofCountry);
    return { microUsd, basis: all.impressions >= PRIOR_IMPRESSIONS ? 'reported' : 'assumed' };
  };
}
