import type { Steps } from '../run-steps';
import { termsOf, wordsOf } from './words';

export interface RankedSentence {
  text: string;
  /** Place in the source, from 0. */
  index: number;
  score: number;
  weights: Map<string, number>;
}

/** Beyond this many sentences the centrality of each is measured against a sample. */
const SAMPLE = 160;
/** In characters: what stands behind them in a sentence without an end weighs nothing. */
const MOST_WEIGHED = 2_000;

export function similarity(a: Map<string, number>, b: Map<string, number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let dot = 0;
  for (const [term, weight] of small) dot += weight * (large.get(term) ?? 0);
  return dot;
}

function unit(weights: Map<string, number>): Map<string, number> {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  const length = Math.sqrt(sum) || 1;
  for (const [term, weight] of weights) weights.set(term, weight / length);
  return weights;
}

/** Sentences much shorter or longer than what reads well say less by themselves. */
function lengthFactor(words: number): number {
  if (words < 4) return 0.35;
  if (words < 8) return 0.8;
  return words > 45 ? 0.75 : 1;
}

/** Scores sentences by the weight of their terms, their likeness to the others, their place and their length. */
export function* rankSentences(sentences: readonly string[]): Steps<RankedSentence[]> {
  const terms: string[][] = [];
  for (const sentence of sentences) {
    terms.push(termsOf(sentence.slice(0, MOST_WEIGHED)));
    yield;
  }
  const inDocument = new Map<string, number>();
  const inSentences = new Map<string, number>();
  for (const list of terms) {
    for (const term of list) inDocument.set(term, (inDocument.get(term) ?? 0) + 1);
    for (const term of new Set(list)) inSentences.set(term, (inSentences.get(term) ?? 0) + 1);
  }
  const rarity = (term: string) => Math.log(1 + sentences.length / (inSentences.get(term) ?? 1));
  const vectors: Map<string, number>[] = [];
  for (const list of terms) {
    const weights = new Map<string, number>();
    for (const term of list) weights.set(term, (weights.get(term) ?? 0) + rarity(term));
    vectors.push(unit(weights));
    yield;
  }
  const step = Math.max(1, Math.floor(vectors.length / SAMPLE));
  const sample = vectors.filter((_, index) => index % step === 0);
  const ranked: RankedSentence[] = [];
  for (const [index, text] of sentences.entries()) {
    const weights = vectors[index]!;
    const list = terms[index]!;
    const topic = list.reduce((sum, term) => sum + Math.log1p(inDocument.get(term)!), 0) / Math.sqrt(list.length || 1);
    const central = sample.reduce((sum, other) => sum + similarity(weights, other), 0) / sample.length;
    const place = index === 0 ? 1.5 : index < sentences.length * 0.15 ? 1.15 : index === sentences.length - 1 ? 1.1 : 1;
    const asks = /[?？]$/u.test(text) ? 0.6 : 1;
    const figures = /\d/.test(text) ? 1.08 : 1;
    const score =
      (0.15 + central * 2 + topic * 0.12) *
      place *
      asks *
      figures *
      lengthFactor(wordsOf(text.slice(0, MOST_WEIGHED)).length);
    ranked.push({ text, index, score, weights });
    yield;
  }
  return ranked;
}
