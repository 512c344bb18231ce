import type { Passage } from './split';

/** The usual constants of BM25: how soon more of the same word stops counting, and how much length is held against a text. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;

/** The beginning of a word stands for its forms; good enough to find passages in most languages that write with letters. */
const STEM_LETTERS = 6;
const WORD = /[\p{L}\p{N}]+/gu;
/** Written without spaces: each pair of letters counts as a word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function pairs(word: string): string[] {
  const letters = [...word];
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
}

/** The words of a text as they are compared. */
export function termsOf(text: string): string[] {
  const lower = text.normalize('NFKC').toLowerCase();
  return (lower.match(WORD) ?? []).flatMap((word) =>
    UNSPACED.test(word) ? pairs(word) : [word.slice(0, STEM_LETTERS)],
  );
}

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** How well each passage answers a question, by the words both have: BM25. In the order of the passages. */
export function scores(question: string, passages: readonly Passage[]): number[] {
  const wanted = new Set(termsOf(question));
  const counted = passages.map(({ text }) => {
    const terms = termsOf(text);
    return { length: terms.length, counts: countsOf(terms.filter((term) => wanted.has(term))) };
  });
  const mean = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length);
  const rarity = new Map(
    [...wanted].map((term) => {
      const holders = counted.filter(({ counts }) => counts.has(term)).length;
      return [term, Math.log(1 + (passages.length - holders + 0.5) / (holders + 0.5))];
    }),
  );
  return counted.map(({ length, counts }) => {
    const drag = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * length) / Math.max(1, mean));
    let score = 0;
    for (const [term, count] of counts) score += ((rarity.get(term) ?? 0) * count * (SATURATION + 1)) / (count + drag);
    return score;
  });
}
