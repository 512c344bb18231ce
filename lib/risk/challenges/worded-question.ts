import { randomInt } from 'node:crypto';
import type { WordedQuestion } from '../types';

/** Plain words that a child sorts, by the keys of the catalog's `challenge.words`. */
export const QUESTION_GROUPS: Readonly<Record<string, readonly string[]>> = {
  animals: ['horse', 'sparrow', 'salmon', 'rabbit', 'beetle', 'goat', 'owl', 'whale'],
  food: ['bread', 'cheese', 'apple', 'soup', 'rice', 'honey', 'carrot', 'butter'],
  clothes: ['coat', 'sock', 'glove', 'scarf', 'shirt', 'hat', 'shoe', 'belt'],
  furniture: ['table', 'chair', 'bed', 'shelf', 'bench', 'wardrobe', 'stool', 'sofa'],
  weather: ['rain', 'snow', 'fog', 'storm', 'hail', 'frost', 'wind', 'sunshine'],
  vehicles: ['train', 'bicycle', 'tractor', 'boat', 'bus', 'tram', 'sledge', 'lorry'],
};

const WORDS = 6;
const PICK = 2;

/** `count` of `from`, in an order of chance. */
function draw<Item>(from: readonly Item[], count: number): Item[] {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(randomInt(left.length), 1)[0]!);
}

/** Six words, two of one group and four of others. `answer`: where the two stand, as `i,j` in rising order. */
export function askQuestion(): { question: WordedQuestion; answer: string } {
  const [group = 'animals', ...others] = draw(Object.keys(QUESTION_GROUPS), Object.keys(QUESTION_GROUPS).length);
  const right = draw(QUESTION_GROUPS[group]!, PICK);
  const wrong = others.slice(0, WORDS - PICK).map((other) => draw(QUESTION_GROUPS[other]!, 1)[0]!);
  const words = draw([...right, ...wrong], WORDS);
  const answer = right
    .map((word) => words.indexOf(word))
    .sort((a, b) => a - b)
    .join(',');
  return { question: { group, words, pick: PICK }, answer };
}
