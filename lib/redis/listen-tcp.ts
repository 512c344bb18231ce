import type { Redis } from 'ioredis';
import type { Messages } from './messages';

/** A connection that has said nothing for so long is asked by the system whether it lives. */
const KEEP_ALIVE_MS = 10_000;

/** Subscriptions take a connection of their own, opened by the first; it comes back, and they with it, by itself. */
export function listenTcp(
  client: Redis,
  onError: (error: Error) => void,
): { subscribe: Messages['subscribe']; close(): void } {
  const takers = new Map<string, Set<(message: string) => void>>();
  let connection: Redis | undefined;
  const open = () => {
    const opened = client.duplicate({
      lazyConnect: false,
      enableOfflineQueue: true,
      maxRetriesPerRequest: null,
      commandTimeout: undefined,
      keepAlive: KEEP_ALIVE_MS,
    });
    opened.on('error', onError);
    opened.on('message', (channel: string, message: string) => takers.get(channel)?.forEach((take) => take(message)));
    return opened;
  };
  return {
    subscribe(channel, onMessage) {
      connection ??= open();
      const all = takers.get(channel) ?? new Set();
      if (all.size === 0) void connection.subscribe(channel).catch(onError);
      takers.set(channel, all.add(onMessage));
      return () => {
        all.delete(onMessage);
        if (all.size === 0) void connection?.unsubscribe(channel).catch(onError);
      };
    },
    close: () => connection?.disconnect(),
  };
}
