import type { Ctx } from '@/lib/context';
import { createLiveRun, type LiveRun } from '../live/live-run';
import type { LiveRuns } from '../live/live-runs';
import { RUN_COLUMNS, toRecord, type RunRecord, type RunRow } from '../run-record';
import { toRunView } from '../run-view';
import { openPost, type Post } from './post';

/** A run of another process as it is seen here, for all who read it here. */
export interface Mirror {
  readonly live: LiveRun;
  /** The run was deleted meanwhile. */
  readonly gone: boolean;
  /** To be called once by each who joined. */
  leave(): void;
}

/** Between two looks at the database while the run's own process says nothing. */
const POLL_MS = 500;
/** A process that was not heard for so long is not relied on. */
const SILENT_MS = 2_500;
const WATCH_EVERY_MS = 2_000;
/** Even while it is heard; one that joined another may be left by itself, which the other's process does not tell. */
const LOOK_EVERY_MS = 5_000;
const LOOK_AT_JOINED_MS = 1_000;
/** Timers come a little early now and then. */
const SLACK_MS = 20;
/** Past a run's deadline a sweep ends it; whoever waits gives it that long. */
const SWEEP_MS = 60_000;

/** Whether the run may still change: it runs, and its deadline and the sweep behind it are not over. */
export function mayChange(run: RunRecord, now: Date): boolean {
  return run.status === 'running' && now.getTime() < run.deadlineAt.getTime() + SWEEP_MS;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Shared extends Mirror {
  gone: boolean;
  readers: number;
  /** As the database knew it last. */
  known: RunRecord;
}

const shared = new WeakMap<LiveRuns, Map<string, Shared>>();

/** Adds what is new of a piece that begins at character `at`; false where something before it is missing. */
function grow(live: LiveRun, at: number, piece: string): boolean {
  const have = live.text.length;
  if (at > have) return false;
  if (at + piece.length > have) live.append(piece.slice(have - at));
  return true;
}

/** Looks at the database, which tells the end and what messages left out. */
async function look(ctx: Ctx, mirror: Shared): Promise<void> {
  const [row] = await ctx.db.sql<RunRow>(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = $1::uuid AND deleted_at IS NULL`, [
    mirror.live.id,
  ]);
  if (row) mirror.known = toRecord(row);
  else mirror.gone = true;
  grow(mirror.live, 0, mirror.known.output.text ?? '');
  if (mirror.gone || !mayChange(mirror.known, ctx.clock.now())) mirror.live.end(toRunView(mirror.known, ctx.ai));
}

/** What one mirror has heard and what it owes. */
interface Ear {
  heardAt: number;
  /** The database is to be looked at now. */
  owed: boolean;
  /** Resolves when there is something to do before the next tick. */
  wake: PromiseWithResolvers<void>;
  close(): void;
}

function openEar({ live }: Shared, post: Post | null, source: string): Ear {
  const ear: Ear = { heardAt: -Infinity, owed: false, wake: Promise.withResolvers(), close: () => {} };
  const close = post?.hear(source, (message) => {
    ear.heardAt = performance.now();
    if (message.type === 'text' && grow(live, message.at, message.delta)) return;
    if (message.type !== 'text' && message.type !== 'look') return;
    ear.owed = true;
    ear.wake.resolve();
  });
  void live.finished.then(() => ear.wake.resolve());
  return Object.assign(ear, { close: () => close?.() });
}

/** Keeps the mirror true while anybody reads it: by messages where they come, by the database in any case. */
async function feed(ctx: Ctx, mirror: Shared): Promise<void> {
  const { live, known } = mirror;
  const post = openPost(ctx);
  // A run that joined another says what that one says.
  const source = known.leaderId ?? known.id;
  const ear = openEar(mirror, post, source);
  let watchedAt = -Infinity;
  let lookedAt = performance.now();
  while (mirror.readers > 0 && !live.result) {
    const now = performance.now();
    const heardMs = known.leaderId === null ? LOOK_EVERY_MS : LOOK_AT_JOINED_MS;
    const everyMs = now - ear.heardAt > SILENT_MS ? POLL_MS : heardMs;
    if (ear.owed || now - lookedAt >= everyMs - SLACK_MS) {
      lookedAt = now;
      await look(ctx, mirror).catch((error: unknown) =>
        ctx.log.warn({ err: error, runId: live.id }, 'a run of another process could not be looked at'),
      );
    }
    if (post && (ear.owed || now - watchedAt >= WATCH_EVERY_MS)) {
      watchedAt = now;
      void post.send(known.owner, { type: 'watch', run: source, from: live.text.length, back: ctx.instanceId });
    }
    ear.owed = false;
    ear.wake = Promise.withResolvers();
    if (!live.result) await Promise.race([pause(POLL_MS), ear.wake.promise]);
  }
  ear.close();
}

/** The mirror of a run that another process drives, opened by its first reader and closed behind the last. */
export function joinMirror(ctx: Ctx, run: RunRecord): Mirror {
  const mirrors = shared.get(ctx.live) ?? new Map<string, Shared>();
  shared.set(ctx.live, mirrors);
  let mirror = mirrors.get(run.id);
  if (!mirror) {
    const close = () => void (mirrors.get(run.id) === mirror && mirrors.delete(run.id));
    const opened: Shared = {
      live: createLiveRun(run.id, run.userId, close),
      ...{ gone: false, readers: 0, known: run },
      leave() {
        opened.readers--;
        if (opened.readers === 0) close();
      },
    };
    mirror = opened;
    mirrors.set(run.id, opened);
    grow(opened.live, 0, run.output.text ?? '');
    queueMicrotask(() => void feed(ctx, opened));
  }
  mirror.readers++;
  return mirror;
}
