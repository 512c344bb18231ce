import { textLines } from '../text-lines';

/** What the form changes, as the settings have it. */
export interface AdRules {
  networks: Record<'gpt' | 'h5' | 'admob', { enabled: boolean; dailyCap: number; viewsPerDay: number }> & {
    offerwall: { enabled: boolean; dailyCap: number; maxCredits: number; share: number };
  };
  assumedCpmUsd: { default: number; countries: Record<string, number> };
}

export const RULED_NETWORKS = ['gpt', 'h5', 'admob', 'offerwall'] as const;
export type RuledNetwork = (typeof RULED_NETWORKS)[number];

/** Numbers of a network; each has those that its rules have. */
export const RULE_NUMBERS = ['dailyCap', 'viewsPerDay', 'maxCredits', 'share'] as const;
export type RuleNumber = (typeof RULE_NUMBERS)[number];

/** Where a field stands in the form, and in the settings tree with its errors. */
export const ruleField = (network: RuledNetwork, name: 'enabled' | RuleNumber) => `ads.networks.${network}.${name}`;
export const ASSUMED_FIELD = 'ads.assumedCpmUsd.default';
export const COUNTRIES_FIELD = 'ads.assumedCpmUsd.countries';

type Json = number | boolean | null | { [name: string]: Json };

export interface ReadAdRules {
  /** Null where nothing was changed. */
  patch: { [name: string]: Json } | null;
  /** By field: a line of the countries, or 0 for a field that holds no number. */
  wrong: { field: string; line: number }[];
}

/** Prices as lines, "US = 8". */
export function countryLines(countries: Readonly<Record<string, number>>): string {
  return Object.entries(countries)
    .map(([country, usd]) => `${country} = ${usd}`)
    .join('\n');
}

function readLines(text: string): { countries: Record<string, number>; wrong: number[] } {
  const countries: Record<string, number> = {};
  const wrong: number[] = [];
  for (const { line, text: said } of textLines(text)) {
    const [, country, usd] = /^\s*([a-z]{2})\s*[=:]\s*\$?(\d+(?:[.,]\d+)?)\s*$/i.exec(said) ?? [];
    if (country === undefined || usd === undefined) wrong.push(line);
    else countries[country.toUpperCase()] = Number(usd.replace(',', '.'));
  }
  return { countries, wrong };
}

const readNumber = (text: string) => (/^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null);

/**
 * What was changed in the form, as a merge patch over the rules as they stand; a country whose line was taken out goes by the
 * price of all.
 * @param form the form's strings; an unticked box is absent
 */
export function readAdRules(form: Readonly<Record<string, string>>, rules: AdRules): ReadAdRules {
  const wrong: ReadAdRules['wrong'] = [];
  const networks: { [name: string]: Json } = {};
  const numberIn = (field: string) => {
    const value = readNumber((form[field] ?? '').trim());
    if (value === null) wrong.push({ field, line: 0 });
    return value;
  };
  for (const id of RULED_NETWORKS) {
    const before: Readonly<Record<string, number | boolean>> = rules.networks[id];
    const changed: { [name: string]: Json } = {};
    const enabled = form[ruleField(id, 'enabled')] === 'true';
    if (enabled !== before.enabled) changed.enabled = enabled;
    for (const name of RULE_NUMBERS) {
      const value = name in before ? numberIn(ruleField(id, name)) : null;
      if (value !== null && value !== before[name]) changed[name] = value;
    }
    if (Object.keys(changed).length > 0) networks[id] = changed;
  }
  const ads: { [name: string]: Json } = Object.keys(networks).length > 0 ? { networks } : {};
  const assumed: { [name: string]: Json } = {};
  const usual = numberIn(ASSUMED_FIELD);
  if (usual !== null && usual !== rules.assumedCpmUsd.default) assumed.default = usual;
  const { countries, wrong: lines } = readLines(form[COUNTRIES_FIELD] ?? '');
  wrong.push(...lines.map((line) => ({ field: COUNTRIES_FIELD, line })));
  const before = rules.assumedCpmUsd.countries;
  const moved = Object.entries(countries).filter(([country, usd]) => before[country] !== usd);
  const gone = Object.keys(before).filter((country) => !(country in countries));
  if (moved.length + gone.length > 0)
    assumed.countries = Object.fromEntries([...moved, ...gone.map((country) => [country, null] as const)]);
  if (Object.keys(assumed).length > 0) ads.assumedCpmUsd = assumed;
  return { patch: Object.keys(ads).length > 0 ? { ads } : null, wrong };
}
