import { sha256 } from '@/lib/ids';

/** A network that may be asked, with what is known of it. */
export interface Candidate {
  id: string;
  /** What one session filled by it may be expected to bring in. */
  worthMicroUsd: number;
  /** From 0 to 1. */
  fill: number;
  /** How often it was asked in the last days. */
  asked: number;
}

/** Below so many asks little is known of a network. */
export const KNOWN_ASKS = 200;
/** For so many of 256 people a day a little known network goes first: one in twenty. */
const EXPLORED_OF_256 = 13;

/** Whether this person's ads of this day look at networks of which little is known. By chance, but the same each time it is asked. */
export function explores(userId: string, day: string): boolean {
  return Number.parseInt(sha256(`${userId}|${day}`).slice(0, 2), 16) < EXPLORED_OF_256;
}

/**
 * The best first, by what asking it may be expected to bring in; of equals the one asked less, then by name. Who explores
 * begins with the one that is known least, as long as little is known of it.
 */
export function inOrder<Item extends Candidate>(candidates: readonly Item[], exploring = false): Item[] {
  const isNew = (item: Candidate) => exploring && item.asked < KNOWN_ASKS;
  return candidates.toSorted(
    (a, b) =>
      Number(isNew(b)) - Number(isNew(a)) ||
      (isNew(a) ? a.asked - b.asked : 0) ||
      b.worthMicroUsd * b.fill - a.worthMicroUsd * a.fill ||
      a.asked - b.asked ||
      (a.id < b.id ? -1 : 1),
  );
}
