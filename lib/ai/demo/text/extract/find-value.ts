import { findDates } from '../chat/dates';
import { coerce, NUMBER, NUMBER_WORDS } from './coerce';
import type { Wanted } from './wanted';

/** What has been taken from a piece of text already, so that two fields do not share one value. */
export type Taken = { from: number; to: number }[];

const CURRENCY = '€|\\$|£|¥|CHF|EUR|USD|GBP|JPY|euros?|dollars?|pounds?|francs?|yen';
const MONEY = new RegExp(`(?:${CURRENCY})\\s?(?:${NUMBER})|(?:${NUMBER})\\s?(?:${CURRENCY})(?![\\p{L}])`, 'giu');
const PATTERNS: Partial<Record<Wanted['kind'], RegExp>> = {
  email: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/giu,
  url: /\b(?:https?:\/\/|www\.)[^\s<>"')\]]{1,300}[^\s<>"')\].,;:!?]/giu,
  phone: /(?<![\d.,/-])(?:\+|\(?0)\d[\d\s()/.-]{5,18}\d(?![\d-])/gu,
  money: MONEY,
  percent: new RegExp(`(?:${NUMBER})\\s?(?:%|percent|per cent|Prozent)`, 'giu'),
  area: new RegExp(`(?:${NUMBER})\\s?(?:m²|m2|sqm|sq\\.? ?(?:m|ft)|qm|square (?:met(?:er|re)s|feet))`, 'giu'),
  age: /\b\d{1,3}(?=\s*(?:years? old|y\/?o\b|Jahre alt|ans\b))|(?<=\baged? )\d{1,3}\b/giu,
  person:
    /(?<=\b(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme|M)\.?\s)\p{Lu}[\p{L}'’-]{1,40}(?:\s\p{Lu}[\p{L}'’-]{1,40})?|\b(?!(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme|The|This|That|Invoice|Order|Contact|Total|Date|Dear|No|Team|From|In|On|At)\b)\p{Lu}[\p{L}'’-]{1,40}(?:\s(?:van|von|de|der|den|la|el|bin|al)){0,2}(?:\s\p{Lu}\.)?\s\p{Lu}[\p{L}'’-]{1,40}/gu,
  place:
    /(?<=\b(?:[Ii]n|[Aa]t|[Nn]ear|[Tt]o|[Ff]rom|à|aus|en)\s)\p{Lu}[\p{L}'’-]{1,40}(?:\s\p{Lu}[\p{L}'’-]{1,40}){0,2}/gu,
  company:
    /\b(?:\p{Lu}[\p{L}\p{N}&'’.-]{0,40}\s){1,4}(?:Inc|Ltd|LLC|GmbH|AG|SE|SA|SARL|BV|Corp|Co|PLC|plc|KG|UG|AB|Oy|ApS)\b\.?/gu,
  code: /\b(?=[A-Z0-9/-]{0,40}\d)[A-Z0-9]{1,8}(?:[-/][A-Z0-9]{1,12}){1,4}\b|(?<=#|\bNo\.? ?|\bNr\.? ?)\d{2,12}\b/gu,
};

const isFree = (taken: Taken, from: number, to: number) => taken.every((span) => to <= span.from || from >= span.to);

function firstFree(text: string, pattern: RegExp, wanted: Wanted, taken: Taken): unknown {
  for (const match of text.matchAll(pattern)) {
    const to = match.index + match[0].length;
    if (!isFree(taken, match.index, to)) continue;
    const value = coerce(wanted, match[0]);
    if (value === undefined) continue;
    taken.push({ from: match.index, to });
    return value;
  }
  return undefined;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A number beside the field's own word: "two-room", "4 rooms", "rooms 4". */
function besideItsName(text: string, wanted: Wanted, taken: Taken): unknown {
  const heads = wanted.terms.filter((term) => term.length > 2).map(escaped);
  if (heads.length === 0) return undefined;
  const head = `(?:${heads.join('|')})`;
  const before = new RegExp(`(?:${NUMBER}|\\b(?:${NUMBER_WORDS}))(?=[\\s-]{1,2}(?:[\\p{L}]+[\\s-])?${head})`, 'giu');
  const behind = new RegExp(`(?<=\\b${head}\\p{L}{0,4}\\b[^\\d\\n.;]{0,16})(?:${NUMBER})`, 'giu');
  return firstFree(text, before, wanted, taken) ?? firstFree(text, behind, wanted, taken);
}

/** Whether a thing is said to be there: "pets welcome", but not "no pets". */
function saidOf(text: string, wanted: Wanted): unknown {
  const heads = wanted.terms.filter((term) => term.length > 2).map(escaped);
  if (heads.length === 0) return undefined;
  const found = new RegExp(`(.{0,24})\\b(?:${heads.join('|')})[\\p{L}]*(.{0,24})`, 'isu').exec(text);
  if (!found) return undefined;
  const denied =
    /\b(?:no|not|without|never|isn't|aren't|non|kein\w*|ohne|sans|sin)\s+(?:\S+\s)?$/i.test(found[1]!) ||
    /^\s*(?::\s*)?(?:not\b|no\b|is not|are not|isn't|aren't|excluded|forbidden|prohibited|unavailable|nein|sold out)/i.test(
      found[2]!,
    );
  return !denied;
}

/** The words a list entry begins with, up to its first mark or number. */
function leading(text: string, wanted: Wanted, taken: Taken): unknown {
  const found =
    /^\s*(?:[-*•–]\s+|\d{1,3}[.)]\s+)?((?:[^\d:;,(\n|€$£–]|(?<=\p{L})-)+?)\s*(?=[:;,(|–€$£]|\s-\s|\s\d|\bcosts?\b|\bfor\b|\bis\b|$)/u.exec(
      text,
    );
  const words = found?.[1]?.trim();
  if (!words || words.split(/\s+/).length > 6) return undefined;
  taken.push({ from: 0, to: found![0].length });
  return coerce(wanted, words);
}

/** "…, due: 26 May, …" in running text. */
function labelled(text: string, wanted: Wanted, taken: Taken): unknown {
  if (wanted.terms.length === 0) return undefined;
  const label = wanted.terms.map((term) => `${escaped(term)}[\\p{L}]{0,5}`).join('[\\s_-]+');
  const isWords = wanted.type === 'string' && !wanted.isDay;
  const value = isWords ? '[^\\n,;]{1,80}?(?=[,;\\n]|[.。](?:\\s|$)|$)' : '[^\\n;]{1,40}';
  const pattern = new RegExp(`(?<=(?<![\\p{L}\\p{N}])${label}\\s?[:=：]\\s*)(?!\\s)${value}`, 'giu');
  return firstFree(text, pattern, wanted, taken);
}

/** Where in a text a kind of value stands that is known by its form alone. */
export function placesOf(text: string, kind: Wanted['kind']): { from: number; to: number }[] {
  const pattern = PATTERNS[kind];
  if (!pattern) return [];
  return [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** Looks for one value in a piece of text by its label or its form; undefined where none is found. `isEntry`: of a list. */
export function findValue(text: string, wanted: Wanted, taken: Taken, isEntry: boolean): unknown {
  const { kind } = wanted;
  const told = kind === 'boolean' ? undefined : labelled(text, wanted, taken);
  if (told !== undefined) return told;
  if (kind === 'boolean') return saidOf(text, wanted);
  if (kind === 'choice')
    return wanted.choices?.find((choice) =>
      new RegExp(`(?<![\\p{L}\\p{N}])${escaped(choice)}(?![\\p{L}\\p{N}])`, 'iu').test(text),
    );
  if (kind === 'date') {
    const date = findDates(text).find(({ at, written }) => isFree(taken, at, at + written.length));
    if (date) taken.push({ from: date.at, to: date.at + date.written.length });
    return date && coerce(wanted, date.written);
  }
  const pattern = PATTERNS[kind];
  const isAmount = wanted.type !== 'string';
  const found = pattern && firstFree(text, pattern, wanted, taken);
  if (found !== undefined) return found;
  if (isAmount) return besideItsName(text, wanted, taken);
  return isEntry && (kind === 'title' || kind === 'person' || kind === 'company')
    ? leading(text, wanted, taken)
    : undefined;
}
