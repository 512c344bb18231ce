/** Runs work when its turn comes, the earliest first. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * A lane for `most` works at once. Where none of them has ended for `stalledMs` milliseconds, as behind a lock that
 * somebody holds, one more may start each time: nobody waits for what is not moving.
 */
export function fewAtOnce(most: number, stalledMs: number): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;
  let movedAt = 0;
  let watch: NodeJS.Timeout | undefined;

  const start = () => {
    const next = waiting.shift();
    if (next) {
      running += 1;
      movedAt = performance.now();
      next();
    }
    if (waiting.length > 0) return;
    clearInterval(watch);
    watch = undefined;
  };
  const turn = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      watch ??= setInterval(() => performance.now() - movedAt >= stalledMs && start(), stalledMs / 2).unref();
    });

  return async (work) => {
    if (running < most) running += 1;
    else await turn();
    try {
      return await work();
    } finally {
      running -= 1;
      movedAt = performance.now();
      if (running < most) start();
    }
  };
}
