import { fold, wordsOf, type Word } from './fold';

/** How a word of a term stands to a word of a text. */
type Fit = 'whole' | 'beginning' | 'ending' | 'inside';

interface Part {
  text: string;
  fit: Fit;
}

interface Term {
  /** As the operator wrote it. */
  written: string;
  parts: [Part, ...Part[]];
}

/** Terms that begin with words of one fit, by what these begin with; `lengths` are those that occur. */
interface Shelf {
  terms: Map<string, Term[]>;
  lengths: number[];
}

export interface TermList {
  /** The first term that stands in the text, as it was written; null where none does. `open`: the last word may grow yet. */
  find(text: string, open?: boolean): string | null;
}

/** Scripts that put no spaces between words: a term of theirs is found wherever it stands. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

function fitOf(text: string, opensBefore: boolean, opensBehind: boolean): Fit {
  if (UNSPACED.test(text) || (opensBefore && opensBehind)) return 'inside';
  if (opensBefore) return 'ending';
  return opensBehind ? 'beginning' : 'whole';
}

function readTerm(written: string): Term | null {
  const parts = written.split(/\s+/u).flatMap((piece) => {
    const words = wordsOf(fold(piece));
    return words.map(({ text }, index): Part => {
      const opensBefore = index === 0 && piece.startsWith('*');
      const opensBehind = index === words.length - 1 && piece.endsWith('*');
      return { text, fit: fitOf(text, opensBefore, opensBehind) };
    });
  });
  const [first, ...rest] = parts;
  return first ? { written, parts: [first, ...rest] } : null;
}

function fits({ text, fit }: Part, word: string): boolean {
  switch (fit) {
    case 'whole':
      return word === text;
    case 'beginning':
      return word.startsWith(text);
    case 'ending':
      return word.endsWith(text);
    case 'inside':
      return word.includes(text);
  }
}

function shelve(terms: readonly Term[], fit: Fit): Shelf {
  const own = terms.filter(({ parts }) => parts[0].fit === fit);
  const lengths = [...new Set(own.map(({ parts }) => parts[0].text.length))];
  return { terms: Map.groupBy(own, ({ parts }) => parts[0].text), lengths };
}

/** Whether a term stands at a word. `growing`: the one that may become another, of which only the beginning is sure. */
function stands(term: Term, words: readonly Word[], at: number, growing: number): boolean {
  return term.parts.every((part, index) => {
    const word = words[at + index];
    if (word === undefined || !fits(part, word.text)) return false;
    return at + index !== growing || part.fit === 'inside' || part.fit === 'beginning';
  });
}

/** Looks at each word once: by itself, by its beginnings and by its endings of the lengths that terms have. */
function* candidates(word: string, whole: Shelf, beginning: Shelf, ending: Shelf): Generator<Term> {
  yield* whole.terms.get(word) ?? [];
  for (const length of beginning.lengths) {
    if (length <= word.length) yield* beginning.terms.get(word.slice(0, length)) ?? [];
  }
  for (const length of ending.lengths) {
    if (length <= word.length) yield* ending.terms.get(word.slice(-length)) ?? [];
  }
}

/** A list of words and phrases to look for. Its time grows with the text and, for terms inside words, with their number. */
export function compileTerms(written: readonly string[]): TermList {
  const terms = written.map(readTerm).filter((term) => term !== null);
  const [whole, beginning, ending] = [shelve(terms, 'whole'), shelve(terms, 'beginning'), shelve(terms, 'ending')];
  const inside = terms.filter(({ parts }) => parts[0].fit === 'inside');
  return {
    find(text, open = false) {
      const folded = fold(text);
      const words = wordsOf(folded);
      // "class" may become "classic".
      const growing = open && words.at(-1)?.end === folded.length ? words.length - 1 : -1;
      for (const [at, { text: word }] of words.entries()) {
        for (const term of candidates(word, whole, beginning, ending))
          if (stands(term, words, at, growing)) return term.written;
      }
      for (const term of inside) {
        if (!folded.includes(term.parts[0].text)) continue;
        if (words.some((_word, at) => stands(term, words, at, growing))) return term.written;
      }
      return null;
    },
  };
}

const compiled = new WeakMap<readonly string[], TermList>();

/** The same, compiled once for each list of the settings. */
export function termList(written: readonly string[]): TermList {
  const known = compiled.get(written);
  if (known) return known;
  const fresh = compileTerms(written);
  compiled.set(written, fresh);
  return fresh;
}
