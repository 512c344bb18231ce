import { findDates, isoDay } from '../chat/dates';
import type { Wanted } from './wanted';

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
export const NUMBER_WORDS = UNITS.join('|');
/** A number as people write it, thousands apart by comma, point, blank or apostrophe. */
export const NUMBER =
  "[-−]?\\d{1,3}(?:[,.'’\\u00a0\\u202f ]\\d{3}){1,6}(?:[.,]\\d{1,2})?(?!\\d)|[-−]?(?<!\\d)\\d+(?:[.,]\\d+)?";

/** The number in a text: "1,180.50", "1.180,50", "1 180" and "two" alike; undefined where there is none. */
export function numberOf(text: string): number | undefined {
  const found = new RegExp(NUMBER, 'u').exec(text)?.[0];
  if (found === undefined) {
    const word = new RegExp(`\\b(${NUMBER_WORDS})\\b`, 'i').exec(text)?.[1];
    return word ? UNITS.indexOf(word.toLowerCase()) : undefined;
  }
  let digits = found.replace('−', '-').replace(/['’\u00a0\u202f ]/g, '');
  const [comma, point] = [digits.lastIndexOf(','), digits.lastIndexOf('.')];
  // Of two kinds of marks the last one parts the cents; of one kind, three digits behind it are thousands.
  if (comma >= 0 && point >= 0)
    digits = comma > point ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  else if (comma >= 0) digits = /,\d{3}(?!\d)/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.');
  else if (point >= 0 && /\.\d{3}(?!\d)/.test(digits) && !/^-?0\./.test(digits)) digits = digits.replaceAll('.', '');
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

const YES = /^(?:y|yes|true|1|x|✓|✔|ok|ja|oui|sí|si|available|included|allowed|welcome)\b/iu;
const NO = /^(?:n|no|not|none|false|0|-|✗|nein|non|without|excluded|forbidden)\b|^[-✗✘]$/iu;

export function booleanOf(text: string): boolean | undefined {
  const words = text.trim();
  if (YES.test(words) || /^[✓✔]/u.test(words)) return true;
  return NO.test(words) ? false : undefined;
}

const MOST_TEXT = 500;
/** In characters; no value is longer, and what marks at its end cost grows with its square. */
const MOST_READ = 2_000;
const isWithin = (value: number, { least = -Infinity, most = Infinity }: Wanted) => value >= least && value <= most;

/** A found text as the value that is wanted; undefined where it is none. */
export function coerce(wanted: Wanted, raw: string): unknown {
  const text = raw
    .trim()
    .slice(0, MOST_READ)
    .replace(/^["“„'*_`]+|["”“'*_`]+$/gu, '')
    .trim();
  if (text === '' || /^(?:n\/?a|null|none|unknown|-+|–|\?)$/i.test(text)) return undefined;
  switch (wanted.type) {
    case 'number':
    case 'integer': {
      const value = numberOf(text);
      if (value === undefined || !isWithin(value, wanted)) return undefined;
      return wanted.type === 'number' || Number.isInteger(value) ? value : undefined;
    }
    case 'boolean':
      return booleanOf(text);
    case 'array': {
      const parts = text.split(/\s*(?:[,;|]|\band\b|\bund\b)\s*/u).filter(Boolean);
      const item: Wanted = {
        ...wanted,
        type: typeof wanted.items?.type === 'string' ? wanted.items.type : 'string',
        kind: 'text',
        isDay: false,
      };
      return parts.map((part) => coerce(item, part)).filter((value) => value !== undefined);
    }
    case 'string': {
      if (wanted.isDay) {
        const [date] = findDates(text);
        return date && isoDay(date.day);
      }
      if (wanted.choices) return wanted.choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
      const cut = [...text].slice(0, Math.min(MOST_TEXT, wanted.most ?? MOST_TEXT)).join('');
      return [...cut].length >= (wanted.least ?? 0) ? cut : undefined;
    }
    default:
      return undefined;
  }
}
