import type { Steps } from '../run-steps';
import { isStopWord, stem, termsOf, wordsOf } from './words';
import { blocksOf, splitSentences } from './sentences';

interface Passage {
  text: string;
  paragraph: number;
  terms: string[];
  /** Of its block: a heading lends its words to what stands below it. */
  heading: string[];
}

const K1 = 1.3;
const B = 0.6;
const MOST_QUOTES = 3;
/** In characters: each of its words is looked for in each passage. */
const MOST_QUESTION = 2_000;
/** In characters: how much of a passage without an end is looked through. */
const MOST_PASSAGE = 2_000;
/** The best passage must hold at least this share of the weight of the question's words to count as an answer. */
const LEAST_SHARE = 0.34;

/** What a kind of question wants to see in its answer. */
const SIGNS: readonly [RegExp, RegExp][] = [
  [
    /\bwhen\b|what (?:date|day|year)|since when|until when|\bwann\b|\bquand\b|cuándo/i,
    /\b\d{4}\b|\b\d{1,2}[.:/]\d{1,2}|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i,
  ],
  [/how (?:much|many|long|old|far|high|large|big)|what (?:price|cost|number|amount)|wie ?viel|combien|cuánt/i, /\d/],
  [/\bwho(?:m|se)?\b|\bwer\b|\bqui\b|\bquién\b/i, /(?<!^)\b\p{Lu}\p{Ll}+/u],
  [/\bwhere\b|\bwo\b|\boù\b|dónde/i, /\b(?:in|at|on|near|from|to)\s+(?:the\s+)?\p{Lu}/u],
  [
    /\bwhy\b|\bwarum\b|pourquoi|por qué/i,
    /\b(?:because|since|due to|therefore|so that|as a result|reason|weil|denn|parce|porque)\b/i,
  ],
];

const isHeading = (block: string) => block.length < 80 && !/[.!?…。！？:]["'”’)]*$/u.test(block);

function* passagesOf(text: string): Steps<Passage[]> {
  const passages: Passage[] = [];
  let heading: string[] = [];
  for (const [index, block] of blocksOf(text).entries()) {
    if (isHeading(block)) heading = termsOf(block);
    for (const sentence of splitSentences(block)) {
      const terms = termsOf(sentence.slice(0, MOST_PASSAGE));
      passages.push({ text: sentence, paragraph: index + 1, terms, heading });
      yield;
    }
  }
  return passages;
}

/** The words a question turns on; all its words where every one is a common one. */
function questionTerms(question: string): string[] {
  const terms = [...new Set(termsOf(question))];
  return terms.length > 0 ? terms : [...new Set(wordsOf(question).map(stem))];
}

function* rank(
  passages: readonly Passage[],
  terms: readonly string[],
  question: string,
): Steps<{ passage: Passage; index: number; score: number; share: number }[]> {
  const average = passages.reduce((sum, { terms: { length } }) => sum + length, 0) / passages.length || 1;
  const inPassages = new Map<string, number>();
  for (const passage of passages) {
    for (const term of new Set(passage.terms)) inPassages.set(term, (inPassages.get(term) ?? 0) + 1);
    yield;
  }
  const rarity = (term: string) => {
    const count = inPassages.get(term) ?? 0;
    return Math.log(1 + (passages.length - count + 0.5) / (count + 0.5));
  };
  const whole = terms.reduce((sum, term) => sum + rarity(term), 0) || 1;
  const wanted = SIGNS.filter(([asks]) => asks.test(question)).map(([, sign]) => sign);
  const ranked = [];
  for (const [index, passage] of passages.entries()) {
    yield;
    let score = 0;
    let share = 0;
    const counts = new Map<string, number>();
    for (const term of passage.terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const term of terms) {
      const times = counts.get(term) ?? 0;
      const isAbove = passage.heading.includes(term);
      if (times > 0)
        score += (rarity(term) * times * (K1 + 1)) / (times + K1 * (1 - B + (B * passage.terms.length) / average));
      else if (isAbove) score += rarity(term) * 0.4;
      if (times > 0 || isAbove) share += rarity(term);
    }
    // A passage of question words alone is a question, or a heading.
    if (/[?？]$/u.test(passage.text) || isHeading(passage.text)) score *= 0.6;
    const head = passage.text.slice(0, MOST_PASSAGE);
    if (score > 0 && wanted.some((sign) => sign.test(head))) score *= 1.35;
    ranked.push({ passage, index, score, share: share / whole });
  }
  return ranked;
}

/** Answers from a document alone: its most fitting sentences, quoted, with where they stand; or that nothing fits. */
export function* answer(text: string, asked: string): Steps<string> {
  const question = asked.slice(0, MOST_QUESTION);
  const passages = yield* passagesOf(text);
  const terms = questionTerms(question);
  if (passages.length === 0 || terms.length === 0) return 'There is no text to look in, or no question to look for.';
  const ranked = (yield* rank(passages, terms, question)).toSorted((a, b) => b.score - a.score || a.index - b.index);
  const best = ranked[0]!;
  const seen = new Set(passages.flatMap((passage) => passage.terms));
  const missing = wordsOf(question).filter(
    (word) => !isStopWord(word) && terms.includes(stem(word)) && !seen.has(stem(word)),
  );
  const lacking = missing.length > 0 ? ` Not found anywhere in it: ${[...new Set(missing)].join(', ')}.` : '';
  if (best.score <= 0)
    return `Nothing in this document fits the question.${lacking} I compare words, not meanings: other words for the same thing may help.`;
  const quotes = ranked
    .filter(({ score }) => score > best.score * 0.55 && score > 0)
    .slice(0, MOST_QUOTES)
    .toSorted((a, b) => a.index - b.index);
  const last = passages.at(-1)!.paragraph;
  const shown = quotes
    .map(
      ({ passage, index }) =>
        `> ${passage.text}\n> — ${last > 1 ? `paragraph ${passage.paragraph} of ${last}` : `sentence ${index + 1} of ${passages.length}`}`,
    )
    .join('\n\n');
  const lead = best.share >= LEAST_SHARE ? 'The document says:' : 'No passage answers that clearly. The nearest ones:';
  return `${lead}\n\n${shown}${lacking ? `\n\n${lacking.trim()}` : ''}`;
}
