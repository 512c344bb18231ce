import { regular } from './irregular';

const STOP = new Set(
  (
    'a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing down during each even few for from further get had has have having he her here hers him his how however i if in into is it its itself just like make many may me might more most much must my no nor not now of off on once only or other our out over own per please put same she should so some such than that the their them then there these they this those through to too under until up upon us use used using very was we were what when where which while who whom why will with would you your yours ' +
    'der die das den dem des ein eine einer eines einem einen und oder aber nicht ist sind war waren wird werden mit von zu zum zur im in auf für aus bei nach über unter auch als wie wenn dass sie er es wir ihr ich man noch nur schon sich so durch vor um ' +
    'le la les un une des du de et ou mais est sont été dans sur pour par avec sans que qui ne pas plus ce cette ces il elle nous vous ils elles au aux son sa ses leur se en ' +
    'el los las unos unas y o pero es son fue en con por para sin que no más este esta estos estas su sus se lo al del como il gli uno una e di da che non per con sono era nel della dei os as um uma não com para por mais'
  ).split(/\s+/),
);
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

let segmenter: Intl.Segmenter | undefined;

/** The words of a text as written; scripts without spaces are cut by the platform's dictionary. */
export function wordsOf(text: string): string[] {
  if (!SPACELESS.test(text)) return text.match(WORD) ?? [];
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) words.push(segment);
  return words;
}

export const isStopWord = (word: string) => STOP.has(word.toLowerCase());

/** A crude stem: enough to see that "prices" and "price", "kept" and "keep" are one word. */
export function stem(word: string): string {
  const low = regular(word.toLowerCase().replace(/['’]s?$/, ''));
  if (low.length < 5 || !/^[a-z]+$/.test(low)) return low;
  return low.replace(/(?:ations?|ingly|edly|ings?|ies|ied|ed|es|s|ly|e)$/, '') || low;
}

/** The stems that carry meaning. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word) && (word.length > 1 || SPACELESS.test(word)))
    .map(stem);
}
