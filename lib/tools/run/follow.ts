import type { Ctx } from '@/lib/context';
import { RUN_COLUMNS, toRecord, toRunView, type LiveRun, type RunRecord, type RunRow, type RunView } from '@/lib/runs';
import { endRun } from './finish';

/** Of the same process, a leader may be a moment behind its follower: its beginning is still being answered. */
const LOOK_MS = 10;
const LOOKS = 200;
const POLL_MS = 500;
/** So long after its deadline a follower has been ended by the sweep, or nobody ends it any more. */
const GIVE_UP_MS = 60_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The leader in this process; null where it has ended long ago or never came to be driven. */
async function leaderHere(ctx: Ctx, leaderId: string): Promise<LiveRun | null> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const leader = ctx.live.get(leaderId);
    if (leader) return leader;
    await pause(LOOK_MS);
  }
  return null;
}

/** Tells the follower's readers what the leader's are told. */
async function mirror(leader: LiveRun, live: LiveRun): Promise<void> {
  for await (const { chunk } of leader.read()) {
    if (live.result) return;
    if (chunk?.type === 'text-delta') live.append(chunk.delta);
  }
}

/**
 * The follower's row once it has ended: with its leader's end, or by the sweep. A database that is away for a moment says
 * nothing about the end, which may have been paid for.
 */
async function storedEnd(ctx: Ctx, { id, deadlineAt }: RunRecord): Promise<RunView> {
  for (;;) {
    const rows = await ctx.db
      .sql<RunRow>(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = $1::uuid`, [id])
      .catch((error: unknown) => {
        if (ctx.clock.now().getTime() > deadlineAt.getTime() + GIVE_UP_MS) throw error;
        ctx.log.warn({ err: error, runId: id }, 'a run that joined another could not be read; it is read again');
        return null;
      });
    const row = rows?.[0];
    if (rows && !row) throw new Error(`run ${id} has no row`);
    if (row && row.status !== 'running') return toRunView(toRecord(row), ctx.ai);
    await pause(POLL_MS);
  }
}

/** Ends a follower alone, before its leader: free, with the text that had arrived. Says how it really ended. */
export function leaveLeader(ctx: Ctx, run: RunRecord, text: string | undefined): Promise<RunView> {
  const left: RunRecord = {
    ...run,
    status: 'cancelled',
    output: text ? { text } : {},
    reason: 'cancelled',
    finishedAt: ctx.clock.now(),
  };
  return endRun(ctx, left, { files: [], endState: 'released', costNano: null });
}

async function follow(ctx: Ctx, started: RunRecord, leaderId: string, live: LiveRun): Promise<RunView> {
  const stopped = new Promise<'stopped'>((resolve) => {
    // A stopping server stops the leader, too, and the follower ends with it.
    live.signal.addEventListener('abort', () => live.stopReason === 'cancelled' && resolve('stopped'), { once: true });
  });
  const ended = (async () => {
    const leader = await leaderHere(ctx, leaderId);
    if (leader) await mirror(leader, live);
    return storedEnd(ctx, started);
  })();
  const first = await Promise.race([ended, stopped]);
  if (first !== 'stopped') return first;
  ended.catch((error: unknown) => ctx.log.warn({ err: error, runId: started.id }, 'a run that was left was not found'));
  return leaveLeader(ctx, started, live.text);
}

/**
 * Lets a run that joined another show what that one says, and end as the database has ended it. Null where the leader
 * runs in another process: readers follow it through the database.
 */
export function startFollowing(ctx: Ctx, started: RunRecord): LiveRun | null {
  const { leaderId } = started;
  if (leaderId === null || started.owner !== ctx.instanceId) return null;
  const live = ctx.live.open(started.id, started.userId);
  follow(ctx, started, leaderId, live).then(
    (view) => live.end(view),
    (error: unknown) => {
      ctx.log.error({ err: error, runId: live.id, requestId: ctx.requestId }, 'a run lost sight of the one it joined');
      const lost: RunRecord = {
        ...started,
        status: 'failed',
        reason: 'interrupted',
        errorCode: 'provider_unavailable',
        finishedAt: ctx.clock.now(),
      };
      live.end(toRunView(lost, ctx.ai));
    },
  );
  return live;
}
