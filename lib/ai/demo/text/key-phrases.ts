import { isStopWord, stem, wordsOf } from './words';

/** Words that say what to make, not what it is about. */
const INSTRUCTION = new Set(
  'write draft compose create make generate give prepare produce suggest list outline explain describe tell show email e-mail mail letter message post tweet caption article essay blog story poem list ideas idea names name titles title headline slogan plan checklist steps step schedule outline summary paragraph text short long brief detailed friendly formal professional simple good great best new help want need please words word sentences today tomorrow three four five six seven eight nine ten one two 3 4 5 6 7 8 10 compare comparison versus vs pros cons introduction speech description ad advert bullet points agenda guide thing things lot way ways way'.split(
    ' ',
  ),
);

/** In characters: what a text turns on is named in its first pages. */
const MOST_CHARACTERS = 30_000;

/** The phrases a text turns on, best first: runs of words between stop words, ranked by how much they carry. */
export function keyPhrases(text: string, most: number): string[] {
  const phrases = new Map<string, { phrase: string; score: number; at: number }>();
  let at = 0;
  for (const clause of text.slice(0, MOST_CHARACTERS).split(/[.,;:!?()[\]{}"“”«»\n\t/|]+|\s[-–—]\s/u)) {
    let run: string[] = [];
    const close = () => {
      const words = run.slice(0, 4);
      run = [];
      if (words.length === 0) return;
      const key = words.map(stem).join(' ');
      const known = phrases.get(key);
      const score = words.length ** 0.7 * (words.some((word) => word.length > 5) ? 1.2 : 1);
      if (known) known.score += score;
      else phrases.set(key, { phrase: words.join(' '), score: score * (1 + 0.5 / (1 + at)), at: at++ });
    };
    for (const word of wordsOf(clause)) {
      if (isStopWord(word) || INSTRUCTION.has(word.toLowerCase())) close();
      else run.push(word);
    }
    close();
  }
  return [...phrases.values()]
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .sort((a, b) => a.at - b.at)
    .map(({ phrase }) => phrase);
}
