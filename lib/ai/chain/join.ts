/** As far back as a continuation may start again; so much of it is held at most. */
const REACH = 4_000;
/** A shorter agreement is chance. */
const LEAST = 3;

/** Scripts that put no space between words: there every character may begin one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

const isWordCharacter = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character) && !UNSPACED.test(character);

/** Joins a continuation to what was delivered before, without a repeat where it starts again with the last words. */
export interface Joiner {
  /** What to deliver now; nothing while it may still turn out to be a repeat. */
  add(delta: string): string;
  /** What is still held when nothing more comes. */
  end(): string;
}

/** How much of the beginning of `next` has been said at the end of `said` already: the longest whole words. */
export function overlapOf(said: string, next: string): number {
  for (let length = Math.min(said.length, next.length); length >= LEAST; length -= 1) {
    const from = said.length - length;
    const startsWord = from === 0 || !isWordCharacter(said[from - 1]) || !isWordCharacter(said[from]);
    if (startsWord && said.endsWith(next.slice(0, length))) return length;
  }
  return 0;
}

/** Two words that meet without a space in between were separate ones: whoever continues begins a word. */
function gapBetween(said: string, next: string): string {
  return isWordCharacter(said.at(-1)) && isWordCharacter(next[0]) ? ' ' : '';
}

export function createJoiner(delivered: string): Joiner {
  const said = delivered.slice(-REACH);
  let held = '';
  let isJoined = false;
  const join = () => {
    isJoined = true;
    // White space before a repeat is no part of it.
    const start = held.trimStart();
    const repeated = overlapOf(said, start);
    return repeated > 0 ? start.slice(repeated) : gapBetween(said, held) + held;
  };
  return {
    add(delta) {
      if (isJoined) return delta;
      held += delta;
      const start = held.trimStart();
      return start.length < REACH && said.includes(start) ? '' : join();
    },
    end: () => (isJoined ? '' : join()),
  };
}
