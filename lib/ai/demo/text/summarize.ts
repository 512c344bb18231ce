import type { Steps } from '../run-steps';
import { rankSentences, similarity, type RankedSentence } from './rank-sentences';
import { sentencesOf } from './sentences';

const SHARES: Record<string, { share: number; most: number }> = {
  short: { share: 0.12, most: 3 },
  medium: { share: 0.25, most: 6 },
  long: { share: 0.4, most: 12 },
};

/** In so many of its last characters a sentence ends. */
const ENDING = 12;

export interface SummaryOptions {
  length: string;
  format: string;
  isEconomy: boolean;
}

/** Takes the best sentence again and again, each time less eager for what has been said already. */
function* pick(ranked: readonly RankedSentence[], count: number): Steps<RankedSentence[]> {
  const left = new Map(ranked.map((sentence) => [sentence.index, { sentence, worth: sentence.score }]));
  const chosen: RankedSentence[] = [];
  while (chosen.length < count && left.size > 0) {
    let best: { sentence: RankedSentence; worth: number } | undefined;
    for (const entry of left.values()) if (!best || entry.worth > best.worth) best = entry;
    left.delete(best!.sentence.index);
    chosen.push(best!.sentence);
    for (const entry of left.values()) {
      entry.worth *= 1 - 0.8 * similarity(entry.sentence.weights, best!.sentence.weights);
      yield;
    }
  }
  return chosen.sort((a, b) => a.index - b.index);
}

/** An extract: the sentences that stand for the rest, in their order and unchanged. */
export function* summarize(text: string, { length, format, isEconomy }: SummaryOptions): Steps<string> {
  const sentences = [...new Set(yield* sentencesOf(text))];
  const { share, most } = SHARES[length] ?? SHARES.medium!;
  const listed = format === 'bullets' || format === 'points';
  // A list of one is none.
  const least = length === 'short' && !listed ? 1 : 2;
  const wanted = Math.min(most, Math.max(least, Math.round(sentences.length * share)));
  const count = isEconomy ? Math.max(1, Math.ceil(wanted / 2)) : wanted;
  // Headings are no statements; they only count when there is nothing else.
  const statements = sentences.filter((sentence) => /[.!?…。！？]["'”’)\]]*$/u.test(sentence.slice(-ENDING)));
  const ranked = yield* rankSentences(statements.length >= count ? statements : sentences);
  const chosen = (yield* pick(ranked, count)).map((sentence) => sentence.text);
  if (listed) return chosen.map((sentence) => `- ${sentence}`).join('\n');
  if (format === 'headline') return chosen[0] ?? text.trim();
  return chosen.join(' ');
}
