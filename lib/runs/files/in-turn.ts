/** Runs work when its turn comes, the earliest first. */
export type InTurn = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/**
 * So many works at once; the others wait in the order they came. Where `full.most` wait already, the next one gets the refusal
 * and its work is not begun.
 */
export function takeTurns(atOnce: number, full?: { most: number; refusal(): Error }): InTurn {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (underWay < atOnce) underWay++;
    else if (full && waiting.length >= full.most) throw full.refusal();
    // Whoever ends hands its place on, so nobody who comes later is before who waits.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else underWay--;
    }
  };
}
