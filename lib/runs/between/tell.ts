import type { LiveRun } from '../live/live-run';
import type { LiveRuns } from '../live/live-runs';
import { lastIdAfter, textOffset } from '../stream/parts';
import type { Message } from './message';
import type { Post } from './post';

/** A watch that is not said again is over. */
const WATCH_MS = 5_000;

interface Watcher {
  until: number;
  /** Characters told so far. */
  told: number;
}

/**
 * Tells other instances how the runs of this one grow: only those somebody reads there, one message under way for each,
 * so that a slow store is told less often and not more late.
 */
export function createTelling(
  live: LiveRuns,
  post: Pick<Post, 'send'>,
): (watch: Extract<Message, { type: 'watch' }>) => void {
  const watchers = new Map<string, Watcher>();

  const tell = async (run: LiveRun, back: string, watcher: Watcher): Promise<void> => {
    for await (const { id, chunk } of run.read(lastIdAfter(watcher.told))) {
      if (performance.now() > watcher.until) return;
      if (chunk?.type !== 'text-delta') continue;
      const { delta } = chunk;
      const at = textOffset(id) - delta.length;
      watcher.told = textOffset(id);
      if (!(await post.send(back, { type: 'text', run: run.id, at, delta }))) return;
    }
    await post.send(back, { type: 'look', run: run.id });
  };

  return ({ run: id, from, back }) => {
    const run = live.get(id);
    if (!run) return void post.send(back, { type: 'look', run: id });
    const key = `${id} ${back}`;
    const until = performance.now() + WATCH_MS;
    const known = watchers.get(key);
    if (known) {
      known.until = until;
      // What was lost on the way is told again; what is only late is told twice, and heard once.
      const delta = run.text.slice(from, known.told);
      return void post.send(
        back,
        delta === '' ? { type: 'here', run: id } : { type: 'text', run: id, at: from, delta },
      );
    }
    const watcher = { until, told: Math.min(from, run.text.length) };
    watchers.set(key, watcher);
    void post.send(back, { type: 'here', run: id });
    void tell(run, back, watcher).finally(() => watchers.delete(key));
  };
}
