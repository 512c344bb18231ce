/** What a column of a report means to us. */
export type Role = 'date' | 'country' | 'impressions' | 'revenue' | 'network' | 'kind' | 'currency';

export interface Column {
  index: number;
  /** As the report writes it. */
  name: string;
  /** Named in its header. */
  currency: string | null;
  /** Millionths, as dumps for machines have them. */
  micros: boolean;
}

export type Columns = Partial<Record<Role, Column>>;

/** How networks call them, in small letters, the one to be preferred first. */
const NAMES: Record<Role, readonly string[]> = {
  date: ['date', 'day', 'dates'],
  country: ['country code', 'country iso code', 'country', 'country/region', 'country name', 'countries', 'region'],
  impressions: [
    'impressions',
    'total impressions',
    'ad impressions',
    'individual ad impressions',
    'ad exchange impressions',
    'ad server impressions',
    'total line item level impressions',
    'ad exchange line item level impressions',
    'views',
  ],
  revenue: [
    'revenue',
    'total revenue',
    'estimated revenue',
    'est revenue',
    'earnings',
    'estimated earnings',
    'est earnings',
    'total cpm cpc cpd and vcpm revenue',
    'total cpm and cpc revenue',
    'ad exchange revenue',
    'ad exchange total revenue',
    'total line item level all revenue',
    'total line item level cpm and cpc revenue',
    'ad exchange line item level revenue',
    'ad server cpm and cpc revenue',
    'payout',
  ],
  network: ['network', 'ad network', 'ad source'],
  kind: ['kind', 'ad kind'],
  currency: ['currency', 'currency code'],
};

const ROLES = Object.keys(NAMES) as Role[];
const NEEDED = ['date', 'impressions', 'revenue'] as const satisfies readonly Role[];

const SIGNS: Record<string, string> = { $: 'USD', us$: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' };

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** The currency that a header ends with, in brackets or behind an underscore. */
function currencyIn(text: string): string | null {
  const told = /\((?:in )?([a-z]{3}|us\$|[$€£¥])\)$/.exec(text)?.[1] ?? /[_ ](usd|eur)$/.exec(text)?.[1];
  const code = told === undefined ? null : (SIGNS[told] ?? told.toUpperCase());
  return code !== null && CURRENCIES.has(code) ? code : null;
}

/** "Estimated earnings (USD)" is earnings, in US dollars. */
function readName(name: string): { plain: string; currency: string | null; isMetric: boolean } {
  const text = name.trim().toLowerCase();
  const plain = text
    .replace(/^(?:dimension|column)\./, '')
    .replace(/\([^)]*\)$/, '')
    .replace(/[_ ](?:usd|eur)$/, '')
    .replace(/[._,\s]+/g, ' ')
    .trim();
  return { plain, currency: currencyIn(text), isMetric: text.startsWith('column.') };
}

/** The columns that a line names, if it is a header. */
export function columnsOf(cells: readonly string[]): Columns {
  const read = cells.map((name, index) => ({ index, name: name.trim(), ...readName(name) }));
  const columns: Columns = {};
  for (const role of ROLES) {
    const wanted = NAMES[role];
    const [best] = read
      .filter(({ plain }) => wanted.includes(plain))
      .toSorted((a, b) => wanted.indexOf(a.plain) - wanted.indexOf(b.plain));
    if (!best) continue;
    const { index, name, currency, isMetric } = best;
    columns[role] = { index, name, currency, micros: role === 'revenue' && isMetric };
  }
  return columns;
}

/** What a header lacks; nothing of it where it can be read. */
export function missingOf(columns: Columns): Role[] {
  return NEEDED.filter((role) => !columns[role]);
}
