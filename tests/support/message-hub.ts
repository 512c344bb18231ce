import { setTimeout as sleep } from 'node:timers/promises';
import type { Messages } from '@/lib/redis';

export interface MessageHub {
  /** For one instance. */
  messages(): Messages;
  /** How it goes from now on: well, refused at once, taken and never passed on, or one of three lost. */
  mode: 'well' | 'refuses' | 'swallows' | 'loses some';
  /** Passed on so far, by kind. */
  passed: Map<string, number>;
}

/** A store's messages in this process, with the faults of a real one. */
export function createMessageHub(): MessageHub {
  const takers = new Map<string, Set<(message: string) => void>>();
  let count = 0;
  const hub: MessageHub = {
    mode: 'well',
    passed: new Map(),
    messages: () => ({
      publish: async (channel, message) => {
        if (hub.mode === 'refuses') throw new Error('the store is away');
        await sleep(1);
        count++;
        if (hub.mode === 'swallows' || (hub.mode === 'loses some' && count % 3 === 0)) return;
        const type = /"type":"(\w+)"/.exec(message)?.[1] ?? 'nonsense';
        hub.passed.set(type, (hub.passed.get(type) ?? 0) + 1);
        takers.get(channel)?.forEach((take) => take(message));
      },
      subscribe(channel, take) {
        takers.set(channel, (takers.get(channel) ?? new Set()).add(take));
        return () => void takers.get(channel)?.delete(take);
      },
    }),
  };
  return hub;
}
