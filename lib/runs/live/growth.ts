import { textPart, textParts, type RunPart } from '../stream/parts';

/** A text that grows by pieces. Pieces that come between two looks are joined by the look, not as they come. */
export function createGrowth() {
  let text = '';
  let pending = '';
  /** The newest growth, made once for all readers that keep up. */
  let newest: { from: number; part: RunPart } | null = null;
  return {
    add: (delta: string) => void (pending += delta),
    clear() {
      text = pending = '';
      newest = null;
    },
    gather(): string {
      if (pending === '') return text;
      // No database takes NUL or half a letter; without them what is told is what is kept.
      const joined = pending.replaceAll('\0', '');
      // A letter's first half waits for the other, which may come with the next piece. Where the text ends on it, it is gone.
      const isHalf = (joined.charCodeAt(joined.length - 1) & 0xfc00) === 0xd800;
      pending = isHalf ? joined.slice(-1) : '';
      const grown = (isHalf ? joined.slice(0, -1) : joined).toWellFormed();
      if (grown === '') return text;
      const from = text.length;
      text += grown;
      newest = { from, part: textPart(text.length, grown) };
      return text;
    },
    /** What a reader at `offset` lacks: the very part of all others, or, for one that is behind, everything at once. */
    *since(offset: number, lastId: number): Generator<RunPart> {
      if (offset > 0 && newest?.from === offset) yield newest.part;
      else yield* textParts(text, offset, offset > 0 ? Infinity : lastId);
    },
  };
}

export type Growth = ReturnType<typeof createGrowth>;
