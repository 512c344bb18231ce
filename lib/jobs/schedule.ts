/** Something that comes round again in this process. */
export interface Turn {
  name: string;
  everyMs: number;
  /** Says itself what went wrong; here a failure only means that it is tried again at its next time. */
  run(): Promise<void>;
}

/**
 * Takes each turn at once and then again and again; none overlaps itself, and one that fails is tried again at its next
 * time. Timers keep no process alive. `stop` waits for what is under way.
 */
export function schedule(turns: readonly Turn[]): { stop(): Promise<void> } {
  const underWay = new Map<string, Promise<void>>();
  const take = (turn: Turn) => {
    if (underWay.has(turn.name)) return;
    const work = Promise.resolve()
      .then(() => turn.run())
      .catch(() => undefined)
      .finally(() => underWay.delete(turn.name));
    underWay.set(turn.name, work);
  };
  const timers = turns.map((turn) => {
    take(turn);
    return setInterval(() => take(turn), turn.everyMs).unref();
  });
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay.values());
    },
  };
}
