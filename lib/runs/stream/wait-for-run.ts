import type { Ctx } from '@/lib/context';
import { joinMirror, mayChange } from '../between/mirror';
import { findOwnRun } from '../find-run';
import { toRunView } from '../run-view';
import type { RunView } from '../types';

/** The actor's run once it has ended, wherever it runs; with `patienceMs` as it stands then, if that is earlier. */
export async function waitForRun({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patienceMs?: number };
}): Promise<RunView> {
  const run = await findOwnRun(ctx, input.id);
  const here = ctx.live.get(run.id);
  if (here) return here.finished;
  if (!mayChange(run, ctx.clock.now())) return toRunView(run, ctx.ai);
  const mirror = joinMirror(ctx, run);
  let timer: NodeJS.Timeout | undefined;
  const { patienceMs } = input;
  const patience = new Promise<null>((resolve) => {
    if (patienceMs !== undefined) timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    const ended = await Promise.race([mirror.live.finished, patience]);
    return ended && !mirror.gone ? ended : toRunView(await findOwnRun(ctx, run.id), ctx.ai);
  } finally {
    clearTimeout(timer);
    mirror.leave();
  }
}
