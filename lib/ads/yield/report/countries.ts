/** Groups and blanks that stand among the codes but are no country. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** What reports call countries otherwise than the list of names does. */
const OTHERWISE: Record<string, string> = {
  ...{ 'hong kong': 'HK', macao: 'MO', macau: 'MO', palestine: 'PS', burma: 'MM', myanmar: 'MM', turkey: 'TR' },
  ...{ 'czech republic': 'CZ', 'republic of korea': 'KR', korea: 'KR', 'russian federation': 'RU', 'viet nam': 'VN' },
  ...{ 'united states of america': 'US', usa: 'US', 'great britain': 'GB', 'ivory coast': 'CI', 'cape verde': 'CV' },
  ...{ swaziland: 'SZ', macedonia: 'MK', 'the netherlands': 'NL', 'the gambia': 'GM', 'the bahamas': 'BS' },
};

/** Said where nobody knows. */
const OPEN = new Set(['', '-', 'zz', 'unknown', 'unknown region', 'unknown country', '(not set)', 'n/a', 'other']);

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`]/g, "'")
    .replace(/\s*&\s*/g, ' and ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

let byName: Map<string, string> | null = null;

/** Codes by code and by English name; made when the first report is read. */
function codes(): Map<string, string> {
  if (byName) return byName;
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  byName = new Map(Object.entries(OTHERWISE));
  for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => first + second))) {
    const name = names.of(code);
    // A code that was replaced stands for the one in use: UK for GB.
    const inUse = new Intl.Locale(`und-${code}`).region ?? code;
    if (name === undefined || NO_COUNTRY.has(code)) continue;
    byName.set(code.toLowerCase(), inUse);
    if (inUse === code) byName.set(plain(name), code);
  }
  return byName;
}

/** Two capital letters; '' where the report leaves it open; null for what is no country. */
export function readCountry(cell: string): string | null {
  const name = plain(cell);
  return OPEN.has(name) ? '' : (codes().get(name) ?? null);
}
