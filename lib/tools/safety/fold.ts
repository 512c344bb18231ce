/** Letters that are not seen: soft hyphens, joiners, marks of direction, variants of signs. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Text as it is compared: compatibility forms made one, what is not seen left out, no difference of case. */
export function fold(text: string): string {
  // Up, then down: so "ß" is "ss" and both small sigmas are one.
  return text.normalize('NFKC').replace(UNSEEN, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

export interface Word {
  text: string;
  /** Where it ends in the folded text. */
  end: number;
}

/** Runs of letters, marks and figures, in order. */
export function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  for (const match of folded.matchAll(WORD)) words.push({ text: match[0], end: match.index + match[0].length });
  return words;
}
