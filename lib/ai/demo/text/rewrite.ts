import type { Steps } from '../run-steps';
import {
  CONFIDENT,
  CONTRACT,
  EXPAND,
  FILLERS,
  FORMAL,
  FRIENDLY,
  PLAIN,
  SPELL_OUT,
  WORDY,
  type Rule,
} from './rewrite-rules';
import { splitSentences } from './sentences';
import { wordsOf } from './words';

export type Tone = 'clear' | 'friendly' | 'formal' | 'confident' | 'simple' | 'concise';

export interface RewriteOptions {
  /** A tone's name or the user's own words for it. */
  tone: string;
  length: string;
}

const TONES: readonly [RegExp, Tone][] = [
  [/formal|professional|polite|business/i, 'formal'],
  [/friend|kind|warm|casual|nice/i, 'friendly'],
  [/confiden|persuas|assert|strong|bold/i, 'confident'],
  [/simpl|easy|child|plain/i, 'simple'],
  [/concis|short|brief|tight/i, 'concise'],
];

const RULES: Record<Tone, readonly (readonly Rule[])[]> = {
  clear: [FILLERS, WORDY, PLAIN],
  simple: [FILLERS, WORDY, PLAIN, SPELL_OUT],
  concise: [FILLERS, WORDY, CONTRACT],
  confident: [CONFIDENT, FILLERS, WORDY],
  friendly: [WORDY, FRIENDLY, CONTRACT],
  formal: [EXPAND, SPELL_OUT, FORMAL],
};

/** Code, addresses and quotations are somebody's facts: no rule touches them. */
const PROTECTED = /(`[^`]*`|https?:\/\/\S+|(?<![^\s@])[^\s@]{1,64}@[^\s@.]+\.[^\s@]+|"[^"\n]*"|“[^”\n]*”|«[^»\n]*»)/;
/** In characters. */
const LONGEST_SENTENCE = 1_500;
const LONG_SENTENCE_WORDS = 20;

const capital = (text: string) =>
  text.replace(/^(["'“‘(]*)(\p{Ll})/u, (_all, mark: string, letter: string) => mark + letter.toUpperCase());

const compiled = new Map<string, RegExp>();
function patternOf(source: string): RegExp {
  let pattern = compiled.get(source);
  if (!pattern) {
    const body = source.startsWith('^') ? `^(?:${source.slice(1)})` : `(?<![\\p{L}\\p{N}'’-])(?:${source})`;
    const end = / $|\)$|\.$/.test(source) ? '' : "(?![\\p{L}\\p{N}’'])";
    compiled.set(source, (pattern = new RegExp(body + end, 'giu')));
  }
  return pattern;
}

/** Finds whatever any of these rules would find: most sentences are touched by none, and are looked at once. */
function anyOf(rules: readonly Rule[]): RegExp {
  return new RegExp(rules.map(([source]) => patternOf(source).source).join('|'), 'iu');
}

function applyRule(text: string, [source, replacement]: Rule): string {
  return text.replace(patternOf(source), (...match) => {
    const found = String(match[0]);
    const filled = replacement.replace(/\$1/g, String(match[1] ?? ''));
    return /^\p{Lu}/u.test(found) && !/^I\b/.test(found) ? capital(filled) : filled;
  });
}

function tidy(text: string): string {
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ +([,.;:!?])(?=\s|$)/g, '$1')
    .replace(/,\s*(?=[,.;!?])/g, '')
    .replace(/\b([Aa])n (?=[bcdfgjklmnpqrstvwxyz])/g, '$1 ')
    .replace(/\b([Aa]) (?=[aeio])/g, '$1n ')
    .trim();
}

/** Two shorter sentences for one long one, where its grammar allows a full stop. */
function splitLong(sentence: string): string {
  if (wordsOf(sentence).length < LONG_SENTENCE_WORDS) return sentence;
  return sentence
    .replace(/;\s+(\p{L})/u, (_all, letter: string) => `. ${letter.toUpperCase()}`)
    .replace(
      /,\s+(but|so|and) (?=(?:I|you|he|she|it|we|they|this|that|there)\b)/u,
      (_all, word: string) => `. ${capital(word)} `,
    )
    .replace(/,\s+in which (?=\p{L})/u, '. In it, ');
}

function rewriteSentence(sentence: string, tone: Tone, rules: readonly Rule[], touched: RegExp): string {
  // No sentence that anybody reads, and what rules cost grows with its square.
  if (sentence.length > LONGEST_SENTENCE) return sentence;
  let text = sentence
    .split(PROTECTED)
    .map((part, index) => (index % 2 === 1 || !touched.test(part) ? part : rules.reduce(applyRule, part)))
    .join('');
  text = tidy(text);
  if (tone === 'clear' || tone === 'simple') text = splitLong(text);
  if (tone === 'formal') text = text.replace(/!+$/, '.');
  return /^["'“‘(]*\p{Lu}/u.test(sentence) ? capital(text) : text;
}

export function toneOf(words: string): Tone {
  return TONES.find(([pattern]) => pattern.test(words))?.[1] ?? 'clear';
}

/**
 * Rewrites line by line and sentence by sentence through rules for the tone. Layout, code, addresses and quotations stay.
 * The rules know English; other text comes back as it was, and says so.
 */
export function* rewrite(text: string, { tone: wanted, length }: RewriteOptions): Steps<string> {
  const tone = toneOf(wanted);
  const extra = length === 'shorter' ? [FILLERS, WORDY] : length === 'longer' ? [EXPAND, SPELL_OUT] : [];
  const lists = [...new Set([...RULES[tone].filter((list) => length !== 'longer' || list !== CONTRACT), ...extra])];
  const rules = lists.flat();
  const touched = anyOf(rules);
  let inCode = false;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    yield;
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) inCode = !inCode;
    if (isFence || inCode || !line.trim() || /^(?: {4}|\t)/.test(line)) {
      lines.push(line);
      continue;
    }
    const [, lead = '', body = ''] = /^(\s*(?:(?:[-*•]|\d+[.)])\s+)?)(.*)$/su.exec(line) ?? [];
    const before = splitSentences(body);
    const after: string[] = [];
    for (const sentence of before) {
      after.push(rewriteSentence(sentence, tone, rules, touched));
      yield;
    }
    const said = after.filter(Boolean);
    lines.push(before.join('\n') === said.join('\n') ? line : lead + said.join(' '));
  }
  const result = lines.join('\n').trim();
  const isSame = result === text.trim();
  if (isSame) return `${result}\n\n(No rule of the demo engine changes this text. Its rules know English.)`;
  const thanks =
    tone === 'friendly' && length !== 'shorter' && !inCode && /\byou\b/i.test(result) && !/\bthank/i.test(result);
  return thanks ? `${result} Thanks so much!` : result;
}
