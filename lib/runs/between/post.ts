import type { Ctx } from '@/lib/context';
import type { LiveRuns } from '../live/live-runs';
import { parseMessage, type Message } from './message';
import { createTelling } from './tell';

/** The way to and from other instances. Losing messages costs time, nothing else. */
export interface Post {
  /** False when it could not be sent. */
  send(instanceId: string, message: Message): Promise<boolean>;
  /** Hears what is said about a run, from now until the returned function is called. */
  hear(runId: string, take: (message: Message) => void): () => void;
}

type PostCtx = Pick<Ctx, 'kv' | 'live' | 'instanceId' | 'log'>;

/** One per process; tests have several worlds in theirs. */
const posts = new WeakMap<LiveRuns, Post>();

const channelOf = (instanceId: string) => `megicai:instance:${instanceId}`;

function open({ kv, live, instanceId, log }: PostCtx): Post | null {
  const { messages } = kv;
  if (!messages) return null;
  const ears = new Map<string, Set<(message: Message) => void>>();
  const post: Post = {
    send: (to, message) =>
      messages.publish(channelOf(to), JSON.stringify(message)).then(
        () => true,
        (error: unknown) => (log.debug({ err: error, runId: message.run }, 'another instance was not told'), false),
      ),
    hear(runId, take) {
      const all = ears.get(runId) ?? new Set();
      ears.set(runId, all.add(take));
      return () => {
        all.delete(take);
        if (all.size === 0) ears.delete(runId);
      };
    },
  };
  const tell = createTelling(live, post);
  messages.subscribe(channelOf(instanceId), (raw) => {
    const message = parseMessage(raw);
    if (message?.type === 'watch') tell(message);
    else if (message) ears.get(message.run)?.forEach((take) => take(message));
  });
  return post;
}

/** This process's way to the others, opened at the first call; null where it is the only one. */
export function openPost(ctx: PostCtx): Post | null {
  const known = posts.get(ctx.live);
  if (known) return known;
  const post = open(ctx);
  if (post) posts.set(ctx.live, post);
  return post;
}
