import type { TermList } from './term-list';

/** A phrase that began before the last look ends behind it: so many characters are looked at again. */
const AGAIN = 400;
/** How far back a place between words is looked for. */
const FARTHEST = 2_000;

/** The beginning of a word at or before `from`; in scripts without spaces, `from` itself. */
function wordStart(text: string, from: number): number {
  for (let at = from; at > Math.max(0, from - FARTHEST); at--) {
    if (/\s/u.test(text.charAt(at - 1))) return at;
  }
  return from <= FARTHEST ? 0 : from;
}

/** Looks for terms in a text that grows; what was looked at is not looked at again. */
export function growingText(list: TermList): { find(text: string, open: boolean): string | null } {
  let from = 0;
  let seen = 0;
  return {
    find(text, open) {
      if (text.length === seen && open) return null;
      const found = list.find(text.slice(from), open);
      seen = text.length;
      from = wordStart(text, Math.max(0, text.length - AGAIN));
      return found;
    },
  };
}
