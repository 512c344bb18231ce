import { scores } from './rank';
import { splitPassages } from './split';

/** What a question is asked about: the whole text, or the passages of it that say most about the question. */
export interface Chosen {
  text: string;
  isWhole: boolean;
}

/** Stands where something was left out. */
const GAP = '\n\n[…]\n\n';

/**
 * As much of a document as fits in so many characters. The beginning always comes along: it says what the document is, and
 * answers the questions that share no word with their answer.
 */
export function choosePassages(question: string, document: string, mostCharacters: number): Chosen {
  if (document.length <= mostCharacters) return { text: document, isWhole: true };
  const passages = splitPassages(document);
  const worth = scores(question, passages);
  const order = passages.map(({ index }) => index).sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || a - b);
  const taken = new Set<number>();
  let room = mostCharacters;
  for (const index of [0, ...order]) {
    const needed = (passages[index]?.text.length ?? 0) + GAP.length;
    if (taken.has(index) || needed > room) continue;
    taken.add(index);
    room -= needed;
  }
  const kept = passages.filter(({ index }) => taken.has(index));
  const text = kept.reduce((sum, { index, text: passage }, place) => {
    if (place === 0) return passage;
    return `${sum}${kept[place - 1]?.index === index - 1 ? '\n\n' : GAP}${passage}`;
  }, '');
  return { text, isWhole: false };
}
