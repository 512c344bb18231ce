import { loadScript } from './load-script';
import { settleOnce } from './settle-once';
import type { AdWindow, NetworkAd, NetworkAdInput } from './types';

interface Slot {
  addService(service: PubAds): Slot;
}

interface SlotEvent {
  slot: Slot;
  isEmpty?: boolean;
  makeRewardedVisible?(): void;
}

type Listener = (event: SlotEvent) => void;

interface PubAds {
  addEventListener(name: string, listener: Listener): unknown;
}

export interface GoogleTag {
  cmd: { push(run: () => void): unknown };
  enums?: { OutOfPageFormat: { REWARDED: unknown } };
  defineOutOfPageSlot?(unit: string, format: unknown): Slot | null;
  pubads?(): PubAds;
  enableServices?(): void;
  display?(slot: Slot): void;
  destroySlots?(slots: Slot[]): boolean;
}

export interface GptWindow extends AdWindow {
  googletag?: Partial<GoogleTag>;
}

/** Asks for an ad once the tag runs; false where the page is not one that rewarded ads are shown on. */
function request(
  tag: GoogleTag,
  unit: string,
  listeners: Record<string, Listener>,
  made: (slot: Slot) => void,
): boolean {
  const pubads = tag.pubads?.();
  const slot = tag.defineOutOfPageSlot?.(unit, tag.enums?.OutOfPageFormat.REWARDED) ?? null;
  if (!slot || !pubads) return false;
  made(slot);
  slot.addService(pubads);
  for (const [name, listener] of Object.entries(listeners)) pubads.addEventListener(name, listener);
  tag.enableServices?.();
  tag.display?.(slot);
  return true;
}

/**
 * A rewarded ad of Google's publisher tag: asked for, ready, made visible by the click, granted, closed. What it says of
 * other slots is not ours. A slot is destroyed as soon as its ad is closed.
 */
export function gptAd({ window, unit, scriptUrl = '', on, timeoutMs }: NetworkAdInput<GptWindow>): NetworkAd {
  const { outcome, settle } = settleOnce(window, timeoutMs);
  const tag = (window.googletag ??= {}) as GoogleTag;
  tag.cmd ??= [];
  let slot: Slot | null = null;
  let makeVisible: (() => void) | undefined;
  let gone = false;
  const ours =
    (listener: Listener): Listener =>
    (event) =>
      event.slot === slot && listener(event);
  const listeners: Record<string, Listener> = {
    rewardedSlotReady: ours((event) => {
      makeVisible = () => event.makeRewardedVisible?.();
      settle('ready');
    }),
    slotRenderEnded: ours(({ isEmpty }) => isEmpty && settle('no_fill')),
    rewardedSlotGranted: ours(() => on('granted')),
    rewardedSlotClosed: ours(() => on('closed')),
  };
  return {
    load() {
      loadScript(window, { src: scriptUrl }, () => settle('blocked'));
      tag.cmd.push(() => {
        if (gone) return;
        try {
          const asked = request(tag, unit, listeners, (made) => (slot = made));
          if (!asked) settle('no_fill');
        } catch {
          settle('error');
        }
      });
      return outcome;
    },
    show() {
      try {
        if (makeVisible) makeVisible();
        else on('failed');
      } catch {
        on('failed');
      }
    },
    // Its listeners stay: a reward that is granted late is heard.
    dispose() {
      gone = true;
      settle('error');
      try {
        if (slot) tag.destroySlots?.([slot]);
      } catch {
        // A tag that fails here leaves an ad that the user can close.
      }
    },
  };
}
