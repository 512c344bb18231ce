/**
 * A filter of the letters of a text: bits for every letter, pair and triple that stands in one of its words. A word can only be in
 * a text that has the bits of all its triples; what has them by chance is found out when the text itself is compared. Letters and
 * pairs have two bits each, since a short word has nothing else to be told by.
 */
const MOST_BYTES = 1_024;
const LEAST_BYTES = 32;
/** Of the bits that are set: above this, chance would let too much pass. */
const FULL = 1 / 6;
const SPACE = 32;
/** In the place of a third letter: the second bit of a letter or a pair. No text has it, it is no character. */
const AGAIN = 0xffff;

/** Mixes up to three UTF-16 units to a number from 0 to 2^31 - 1; absent ones are 0. */
function hashOf(first: number, second: number, third: number): number {
  let hash =
    Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x85eb, 0x85ebca6b) ^ Math.imul(third + 0xc2b2, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 1;
}

/** Of a letter, or of a pair. */
function shortHashes(first: number, second: number): [number, number] {
  return [hashOf(first, second, 0), hashOf(first, second, AGAIN)];
}

function mark(bits: Uint8Array, hash: number): void {
  const bit = hash & (MOST_BYTES * 8 - 1);
  bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
}

function share(bits: Uint8Array): number {
  let set = 0;
  for (const byte of bits) for (let rest = byte; rest > 0; rest &= rest - 1) set += 1;
  return set / (bits.length * 8);
}

/** Half as long: places are told by their last binary digits, so both halves lie upon each other. */
function halved(bits: Uint8Array): Uint8Array {
  const half = bits.length / 2;
  return Uint8Array.from({ length: half }, (_, at) => (bits[at] ?? 0) | (bits[half + at] ?? 0));
}

/** The filter of folded texts: 32 to 1,024 bytes, a power of two, as short as it can be and still tell. */
export function signatureOf(folded: readonly string[]): Uint8Array {
  let bits: Uint8Array = new Uint8Array(MOST_BYTES);
  for (const text of folded) {
    let before = SPACE;
    let last = SPACE;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit !== SPACE) {
        for (const hash of shortHashes(unit, 0)) mark(bits, hash);
        if (last !== SPACE) {
          for (const hash of shortHashes(last, unit)) mark(bits, hash);
          if (before !== SPACE) mark(bits, hashOf(before, last, unit));
        }
      }
      before = last;
      last = unit;
    }
  }
  while (bits.length > LEAST_BYTES) {
    const shorter = halved(bits);
    if (share(shorter) > FULL) break;
    bits = shorter;
  }
  return bits;
}

/** What must be in the filter of a text with this folded word, at most `most` of it, spread over the word. */
export function hashesOf(word: string, most: number): number[] {
  const units = Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
  if (units.length < 3) return shortHashes(units[0] ?? 0, units[1] ?? 0);
  const triples = units.length - 2;
  const taken = Math.min(triples, most);
  return Array.from({ length: taken }, (_, index) => {
    const at = taken === 1 ? 0 : Math.round((index * (triples - 1)) / (taken - 1));
    return hashOf(units[at] ?? 0, units[at + 1] ?? 0, units[at + 2] ?? 0);
  });
}

/** How many bits a search compares; a statement has a place for each. */
export const TESTED_BITS = 8;

/** `TESTED_BITS` hashes for a search of folded words: first of every word one, then more of each. */
export function testsOf(words: readonly string[]): number[] {
  const each = words.map((word) => hashesOf(word, TESTED_BITS));
  const inTurn = Array.from({ length: TESTED_BITS }, (_, turn) => each.flatMap((hashes) => hashes[turn] ?? [])).flat();
  return Array.from({ length: TESTED_BITS }, (_, place) => inTurn[place % inTurn.length] ?? 0);
}
