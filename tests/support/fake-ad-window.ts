import type { H5Call } from '@/components/ads/networks/h5';
import type { AdWindow, LoadOutcome, NetworkEvent } from '@/components/ads/networks/types';

interface FakeScript {
  src: string;
  attributes: Record<string, string>;
  fail(): void;
}

/** A window with nothing but scripts that were put on it, and a clock that stands still until it is told. */
export function fakeAdWindow() {
  const scripts: FakeScript[] = [];
  const timers = new Map<number, { run: () => void; ms: number }>();
  let last = 0;
  const makeScript = () => {
    const failed: (() => void)[] = [];
    const script = {
      ...{ src: '', async: false, attributes: {} as Record<string, string> },
      setAttribute: (name: string, value: string) => void (script.attributes[name] = value),
      addEventListener: (_name: string, listener: () => void) => void failed.push(listener),
      remove: () => void scripts.splice(scripts.indexOf(script), 1),
      fail: () => failed.forEach((listener) => listener()),
    };
    return script;
  };
  const window: AdWindow & Record<string, unknown> = {
    document: {
      createElement: makeScript,
      head: { appendChild: (script: FakeScript) => void scripts.push(script) },
      querySelector: (selector: string) => scripts.find(({ src }) => selector === `script[src="${src}"]`) ?? null,
    } as unknown as AdWindow['document'],
    setTimeout(run, ms) {
      timers.set((last += 1), { run, ms });
      return last;
    },
    clearTimeout: (timer) => void timers.delete(timer),
  };
  const passTime = (ms: number) => {
    for (const [id, timer] of timers) {
      if (timer.ms > ms) continue;
      timers.delete(id);
      timer.run();
    }
  };
  return { window, scripts, timers, passTime };
}

export type FakeAdWindow = ReturnType<typeof fakeAdWindow>;

/** What an ad has said, and how its loading ended; null while it has not. */
export function listener() {
  const events: NetworkEvent[] = [];
  let outcome: LoadOutcome | null = null;
  return {
    events,
    on: (event: NetworkEvent) => void events.push(event),
    watch: (promise: Promise<LoadOutcome>) => void promise.then((answer) => (outcome = answer)),
    /** After everything that was promised. */
    outcome: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return outcome;
    },
  };
}

type SlotListener = (event: Record<string, unknown>) => void;

/** Google's publisher tag as far as a page can see it: slots, listeners, and a queue that runs at once. */
export function fakeGpt({ window }: FakeAdWindow, { supported = true, broken = false } = {}) {
  const listeners: [name: string, listener: SlotListener][] = [];
  const slots: object[] = [];
  const destroyed: object[] = [];
  let visible = 0;
  const queued = (window.googletag as { cmd?: (() => void)[] } | undefined)?.cmd ?? [];
  const tag = {
    cmd: { push: (run: () => void) => run() },
    enums: { OutOfPageFormat: { REWARDED: 4 } },
    defineOutOfPageSlot: (unit: string, format: unknown) => {
      if (broken) throw new Error('the tag is broken');
      if (!supported) return null;
      const slot = { unit, format, addService: () => slot };
      slots.push(slot);
      return slot;
    },
    pubads: () => ({
      addEventListener: (name: string, run: SlotListener) => void listeners.push([name, run]),
    }),
    enableServices: () => undefined,
    display: () => undefined,
    destroySlots: (gone: object[]) => destroyed.push(...gone) > 0,
  };
  Object.assign((window.googletag ??= {}), tag);
  for (const run of Array.isArray(queued) ? queued : []) run();
  const say = (name: string, slot: object | undefined = slots.at(-1), more: Record<string, unknown> = {}) => {
    for (const [known, run] of listeners) if (known === name) run({ slot, ...more });
  };
  return {
    ...{ slots, destroyed, say },
    ready: () => say('rewardedSlotReady', slots.at(-1), { makeRewardedVisible: () => void (visible += 1) }),
    visible: () => visible,
  };
}

/** The Ad Placement API: takes calls one by one, those that waited first. */
export function fakeH5({ window }: FakeAdWindow) {
  const calls: H5Call[] = [];
  let shown = 0;
  const waiting = window.adsbygoogle as H5Call[] | undefined;
  window.adsbygoogle = { push: (call: H5Call) => calls.push(call) };
  calls.push(...(Array.isArray(waiting) ? waiting : []));
  const placement = () => calls.findLast(({ type }) => type === 'reward');
  return {
    ...{ calls, placement },
    start: () => calls.find(({ onReady }) => onReady)?.onReady?.(),
    offer: () => placement()?.beforeReward?.(() => void (shown += 1)),
    shown: () => shown,
  };
}
