import { createHash } from 'node:crypto';

/**
 * `cut`: the connection ends before the statement is sent on. `lost`: the server has done it and answered, and the answer
 * never arrives. `undone`: the database says that it chose this statement as the victim of a deadlock. `delay`: it takes longer.
 * `ended`: the answer arrives together with the server's word that it ends the connection.
 */
export type FaultKind = 'cut' | 'lost' | 'undone' | 'delay' | 'ended';

export interface Statement {
  text: string;
  /** What tells it from others of its text: its bound values, as far as they stay the same when it is sent again. */
  key: string;
}

/** Answers what befalls a statement; null lets it pass. */
export type Decide = (statement: Statement) => FaultKind | null;

export interface ChaosPlan {
  decide: Decide;
  /** How often each kind was dealt out so far. */
  readonly hits: Record<FaultKind, number>;
  /** From now on everything passes. */
  calm(): void;
}

/** Statements that open and end transactions cannot be undone for another's sake. */
const FRAME = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|SET)\b/i;

/** A number from 0 to 1 that only depends on its parts. */
export function chance(...parts: (string | number)[]): number {
  return createHash('sha256').update(parts.join('\u0000')).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * Faults by seed: what befalls a statement depends on the seed, its text, its key and how often it came before, not on
 * how statements of different callers happen to mix. So a seed replays the faults of each caller.
 */
export function chaosPlan(seed: number, probability: number, weights: Partial<Record<FaultKind, number>>): ChaosPlan {
  const seen = new Map<string, number>();
  const hits: Record<FaultKind, number> = { cut: 0, lost: 0, undone: 0, delay: 0, ended: 0 };
  const kinds = Object.entries(weights) as [FaultKind, number][];
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  let calm = false;

  const pick = (at: number): FaultKind => {
    let left = at * total;
    for (const [kind, weight] of kinds) {
      left -= weight;
      if (left < 0) return kind;
    }
    return kinds[0]![0];
  };
  return {
    hits,
    calm: () => {
      calm = true;
    },
    decide: ({ text, key }) => {
      if (calm) return null;
      const identity = `${text.slice(0, 60)}\u0000${key}`;
      const nth = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, nth);
      if (chance(seed, identity, nth) >= probability) return null;
      const kind = pick(chance(seed, identity, nth, 'kind'));
      if (kind === 'undone' && FRAME.test(text)) return null;
      hits[kind]++;
      return kind;
    },
  };
}

/** One fault for the first statement that matches, and then calm: for a test that knows what it wants to lose. */
export function oneFault(kind: FaultKind, matches: (text: string) => boolean, skip = 0): Decide & { hit(): boolean } {
  let left = skip;
  let done = false;
  const decide: Decide = ({ text }) => {
    if (done || !matches(text) || left-- > 0) return null;
    done = true;
    return kind;
  };
  return Object.assign(decide, { hit: () => done });
}
