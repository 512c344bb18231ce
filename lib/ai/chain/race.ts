import type { AttemptResult } from './attempt';
import { startNext } from './candidate';
import type { ChainRun, Runner } from './chain-run';

type RunnerEnd = { runner: Runner; result: AttemptResult };

/** How long to wait until a second candidate starts beside the only one; undefined where none does. */
function headStartMs(run: ChainRun): number | undefined {
  const { race, signal } = run.input;
  const [only] = run.running;
  if (!race || run.request.kind !== 'text' || run.running.length !== 1 || !only) return undefined;
  if (run.hasContent || run.candidatesLeft === 0 || run.calls === 0 || signal.aborted) return undefined;
  const usual = Math.max(race.leastMs, run.parts.health.p95Ms(only.model.id) ?? 0);
  return Math.max(0, only.startedAt + usual - performance.now());
}

/** The first of the calls under way that ends; a race's second one is started meanwhile when its time has come. */
export async function nextEnd(run: ChainRun): Promise<RunnerEnd> {
  for (;;) {
    const [only] = run.running;
    const waitMs = headStartMs(run);
    const ends = run.running.map((runner) => runner.ended);
    if (waitMs === undefined) return run.running.length === 1 && only ? only.ended : Promise.race(ends);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, waitMs, undefined)));
    const ended = await Promise.race([...ends, late]);
    clearTimeout(timer);
    if (ended) return ended;
    if (!run.winner) await startNext(run);
  }
}
