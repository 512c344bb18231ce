import type { ChainEvent } from '../types';

/** What a call has pushed and nobody has read yet. Text that waits is joined: slow readers cost less, not more. */
export interface Inbox<End> {
  push(event: ChainEvent): void;
  /** Nothing comes after it; the first end counts. */
  end(end: End): void;
  /** Whatever is there, or the end once everything before it was taken. */
  take(): Promise<{ event: ChainEvent } | { end: End }>;
}

export function createInbox<End>(): Inbox<End> {
  const waiting: ChainEvent[] = [];
  let ended: { end: End } | undefined;
  let wake: (() => void) | undefined;
  const wakeReader = () => {
    const woken = wake;
    wake = undefined;
    woken?.();
  };
  return {
    push(event) {
      if (ended) return;
      const last = waiting.at(-1);
      if (event.type === 'text' && last?.type === 'text')
        waiting[waiting.length - 1] = { type: 'text', delta: last.delta + event.delta };
      else waiting.push(event);
      wakeReader();
    },
    end(end) {
      if (ended) return;
      ended = { end };
      wakeReader();
    },
    async take() {
      for (;;) {
        const event = waiting.shift();
        if (event) return { event };
        if (ended) return ended;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
