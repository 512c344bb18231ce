const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: readonly [number, string][] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e3, 'thousand'],
  [100, 'hundred'],
];
const LETTERS: Record<string, string> = {
  a: 'ay',
  b: 'bee',
  c: 'see',
  d: 'dee',
  e: 'ee',
  f: 'eff',
  g: 'gee',
  h: 'aitch',
  i: 'eye',
  j: 'jay',
  k: 'kay',
  l: 'ell',
  m: 'em',
  n: 'en',
  o: 'oh',
  p: 'pee',
  q: 'kew',
  r: 'are',
  s: 'ess',
  t: 'tee',
  u: 'you',
  v: 'vee',
  w: 'double you',
  x: 'ex',
  y: 'why',
  z: 'zee',
};
const SHORT: Record<string, string> = {
  dr: 'doctor',
  mr: 'mister',
  mrs: 'missis',
  ms: 'miz',
  st: 'saint',
  prof: 'professor',
  vs: 'versus',
  etc: 'et cetera',
  approx: 'approximately',
  km: 'kilometers',
  kg: 'kilograms',
  cm: 'centimeters',
  mm: 'millimeters',
  min: 'minutes',
};
const SIGNS: Record<string, string> = {
  '&': 'and',
  '%': 'percent',
  '+': 'plus',
  '=': 'equals',
  '@': 'at',
  '€': 'euros',
  $: 'dollars',
  '£': 'pounds',
  '¥': 'yen',
  '°': 'degrees',
  '#': 'number',
  '§': 'section',
  '²': 'squared',
  '×': 'times',
  '/': 'slash',
};
const OTHER_SCRIPTS: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'ye',
  ё: 'yo',
  ж: 'zh',
  з: 'z',
  и: 'ee',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'oo',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ы: 'i',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'ee',
  ї: 'yee',
  є: 'ye',
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'ee',
  θ: 'th',
  ι: 'ee',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'ks',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'ee',
  φ: 'f',
  χ: 'h',
  ψ: 'ps',
  ω: 'o',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'e',
  ł: 'w',
  đ: 'd',
  ð: 'th',
  þ: 'th',
  ı: 'i',
};

/** A whole number in words, up to a quadrillion; larger ones digit by digit. */
export function numberWords(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 1e15)
    return [...String(value)].map((digit) => UNITS[Number(digit)] ?? '').join(' ');
  if (value < 20) return UNITS[value]!;
  if (value < 100) return `${TENS[Math.floor(value / 10)]}${value % 10 ? ` ${UNITS[value % 10]}` : ''}`;
  const [size, name] = SCALES.find(([each]) => value >= each)!;
  const rest = value % size;
  return `${numberWords(Math.floor(value / size))} ${name}${rest ? ` ${numberWords(rest)}` : ''}`;
}

const ORDINALS: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

function ordinalWords(value: number): string {
  const words = numberWords(value).split(' ');
  const last = words.pop()!;
  return [...words, ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)].join(' ');
}

function yearWords(value: number): string {
  const [high, low] = [Math.floor(value / 100), value % 100];
  if (value >= 2_000 && value < 2_010) return numberWords(value);
  return `${numberWords(high)} ${low === 0 ? 'hundred' : low < 10 ? `oh ${numberWords(low)}` : numberWords(low)}`;
}

function figures(token: string): string {
  const [, whole = '', , rest] = /^(\d[\d,]*)(\.(\d+))?/.exec(token) ?? [];
  const digits = whole.replaceAll(',', '');
  const isYear = /^(?:1[1-9]|20)\d\d$/.test(whole) && rest === undefined;
  const spoken = isYear
    ? yearWords(Number(digits))
    : digits.length > 15 || /^0\d/.test(digits)
      ? [...digits].map((digit) => UNITS[Number(digit)]).join(' ')
      : numberWords(Number(digits));
  return rest === undefined
    ? spoken
    : `${spoken} point ${[...rest.slice(0, 8)].map((digit) => UNITS[Number(digit)]).join(' ')}`;
}

/** Letters of other alphabets by their sound, marks above letters taken away; what has neither becomes a hum. */
function latin(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
  const spelled = [...plain.toLowerCase()].map((letter) => OTHER_SCRIPTS[letter] ?? letter).join('');
  // A syllable without a name for each sign: it keeps the rhythm, and pretends nothing.
  return spelled.replace(/[^a-z']/gu, 'uh ').trim();
}

const TOKEN =
  /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)?|[\p{L}\p{M}]+(?:['’]\p{L}+)*|[&%+=@€$£¥°#§²×/]/gu;

/** The words somebody would say, reading a sentence aloud. Letters a to z and apostrophes alone. */
export function spokenWords(sentence: string): string[] {
  const text = sentence.replace(/([€$£¥])\s?(\d[\d,.]*\d|\d)/gu, '$2 $1').replace(/(?<=\d)[:](?=\d)/g, ' ');
  const words: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const low = token.toLowerCase();
    if (SIGNS[token] !== undefined) words.push(SIGNS[token]);
    else if (/^\d+(?:st|nd|rd|th)$/.test(low)) words.push(...ordinalWords(Number.parseInt(low, 10)).split(' '));
    else if (/^\d/.test(token)) words.push(...figures(token).split(' '));
    else if (Object.hasOwn(SHORT, low)) words.push(...SHORT[low]!.split(' '));
    // Names of several capitals are spelled, unless they can be said as a word.
    else if (/^[A-Z]{2,5}$/.test(token) && !/[AEIOU].*[AEIOU]|^[A-Z][AEIOU][A-Z]{1,2}$/.test(token))
      words.push(...[...low].flatMap((letter) => LETTERS[letter]!.split(' ')));
    else words.push(...latin(token.replaceAll('’', "'")).split(' '));
  }
  return words.filter(Boolean);
}
