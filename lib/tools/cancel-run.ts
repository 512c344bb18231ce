import type { Ctx } from '@/lib/context';
import { findOwnRun, getRun, openPost, toRunView, waitForRun, type RunView } from '@/lib/runs';
import { dropDetached } from './detached/drop-detached';
import { isDetached } from './run/begin';
import { leaveLeader } from './run/follow';

/** How long a stop waits to see the end; the end comes anyway. */
const WAIT_MS = 5_000;

/**
 * Stops one of the actor's runs; one that has ended stays as it is. Elsewhere than in this process the stop is noted
 * and heard at once where instances can talk, else within a second; the answer may then still say "running". One that waits at a
 * provider in a batch ends here for nothing: what comes of it comes too late.
 * Throws not_found for a foreign or malformed id.
 */
export async function cancelRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<RunView> {
  const run = await findOwnRun(ctx, input.id);
  if (run.status !== 'running') return toRunView(run, ctx.ai);
  const live = ctx.live.get(run.id);
  if (live) {
    live.stop('cancelled');
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), WAIT_MS)));
    const ended = await Promise.race([live.finished, patience]);
    clearTimeout(timer);
    if (ended) return ended;
  } else if (run.leaderId !== null) {
    // Nobody drives it: it only waits.
    return leaveLeader(ctx, run, run.output.text);
  } else if (isDetached(run)) {
    await dropDetached({ ctx, input: { runId: run.id } });
  } else {
    await ctx.db.sql(
      `UPDATE runs SET cancel_requested_at = $2::timestamptz WHERE id = $1::uuid AND status = 'running' RETURNING id`,
      [run.id, ctx.clock.now()],
    );
    const told = await openPost(ctx)?.send(run.owner, { type: 'stop', run: run.id });
    if (told) return waitForRun({ ctx, input: { id: run.id, patienceMs: WAIT_MS } });
  }
  return getRun({ ctx, input });
}
