/** A part of a document, with the place where it began. */
export interface Passage {
  index: number;
  text: string;
}

/** About a page's paragraph or three: long enough to make sense alone. */
const USUAL_CHARACTERS = 1_200;
/** What cannot be divided at a paragraph or a sentence is divided at a space, and at last anywhere. */
const ENDS = [/\n\s*\n/gu, /(?<=[.!?。！？])\s+/gu, /\s+/gu];

function divide(text: string, level = 0): string[] {
  if (text.length <= USUAL_CHARACTERS) return [text];
  const end = ENDS[level];
  if (!end) return text.match(new RegExp(`[^]{1,${USUAL_CHARACTERS}}`, 'gu')) ?? [];
  return text.split(end).flatMap((part) => divide(part, level + 1));
}

/** A document in passages of at most 1,200 characters, divided where it pauses, in its order; short ones are joined. */
export function splitPassages(text: string): Passage[] {
  const passages: string[] = [];
  for (const part of divide(text)) {
    const piece = part.trim();
    if (piece === '') continue;
    const last = passages.at(-1);
    if (last !== undefined && last.length + piece.length + 2 <= USUAL_CHARACTERS)
      passages[passages.length - 1] = `${last}\n\n${piece}`;
    else passages.push(piece);
  }
  return passages.map((passage, index) => ({ index, text: passage }));
}
