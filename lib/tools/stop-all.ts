import type { Ctx } from '@/lib/context';
import type { StopReason } from '@/lib/runs';

/** Process managers kill after about ten seconds; what is not stored by then is left to the sweep. */
const WAIT_MS = 8_000;

/** Stops every run of this process and waits, for a bounded time, until each is stored and its credits are back. */
export async function stopAll({ ctx, input }: { ctx: Ctx; input: { reason: StopReason } }): Promise<void> {
  const runs = ctx.live.active();
  for (const run of runs) run.stop(input.reason);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, WAIT_MS)));
  await Promise.race([Promise.all(runs.map((run) => run.finished)), patience]);
  clearTimeout(timer);
  const left = ctx.live.active().length;
  if (left > 0) ctx.log.warn({ runs: left }, 'runs were still under way when the server stopped');
}
