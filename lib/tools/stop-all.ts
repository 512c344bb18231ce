import type { Ctx } from '@/lib/context';
import type { StopReason } from '@/lib/runs';

/** Process managers kill after about ten seconds; what is not stored by then is left to the sweep. */
const WAIT_MS = 8_000;

/** A request that was being answered already may start one more run meanwhile: until there are none. */
async function stopActive(ctx: Ctx, reason: StopReason): Promise<void> {
  for (let runs = ctx.live.active(); runs.length > 0; runs = ctx.live.active()) {
    for (const run of runs) run.stop(reason);
    await Promise.all(runs.map((run) => run.finished));
  }
}

/** Stops every run of this process and waits, for a bounded time, until each is stored and its credits are back. */
export async function stopAll({ ctx, input }: { ctx: Ctx; input: { reason: StopReason } }): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, WAIT_MS)));
  await Promise.race([stopActive(ctx, input.reason), patience]);
  clearTimeout(timer);
  const left = ctx.live.active().length;
  if (left > 0) ctx.log.warn({ runs: left }, 'runs were still under way when the server stopped');
}
