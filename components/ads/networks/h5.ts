import { loadScript } from './load-script';
import { settleOnce } from './settle-once';
import type { AdWindow, LoadOutcome, NetworkAd, NetworkAdInput } from './types';

/** What is pushed to the Ad Placement API: a configuration, or a place for an ad. */
export interface H5Call {
  preloadAdBreaks?: 'on';
  sound?: 'on';
  onReady?(): void;
  type?: 'reward';
  name?: string;
  beforeReward?(showAd: () => void): void;
  beforeAd?(): void;
  afterAd?(): void;
  adDismissed?(): void;
  adViewed?(): void;
  adBreakDone?(info?: { breakStatus?: string }): void;
}

export interface H5Window extends AdWindow {
  adsbygoogle?: { push(call: H5Call): unknown };
  adDocument?: { childDirected: boolean };
}

/** How long the end of a placement is waited for after its ad. */
const END_MS = 1_000;

/** Whether the API of a window has been configured: it may be only once. */
const configured = new WeakMap<object, { ready: boolean; waiting: Set<() => void> }>();

/** Calls back when the API is there and has fetched ads ahead. */
function whenReady(window: H5Window, run: () => void): void {
  const known = configured.get(window);
  if (known?.ready) return run();
  if (known) return void known.waiting.add(run);
  const state = { ready: false, waiting: new Set([run]) };
  configured.set(window, state);
  window.adsbygoogle?.push({
    preloadAdBreaks: 'on',
    sound: 'on',
    onReady: () => {
      state.ready = true;
      for (const waiter of state.waiting) waiter();
      state.waiting.clear();
    },
  });
}

/** Why there is nothing to show, by the status that ends a placement. */
const outcomeOf = (status: string | undefined): LoadOutcome =>
  status === 'error' || status === 'invalid' ? 'error' : status === 'timeout' ? 'blocked' : 'no_fill';

/**
 * A rewarded ad of AdSense's Ad Placement API: `beforeReward` when there is one, shown by the click, then viewed or
 * dismissed, and `adBreakDone` at the very end, whether or not anything was shown.
 */
export function h5Ad({ window, unit, scriptUrl = '', on, timeoutMs }: NetworkAdInput<H5Window>): NetworkAd {
  const { outcome, settle } = settleOnce(window, timeoutMs);
  window.adsbygoogle ??= [] as { push(call: H5Call): number };
  let showAd: (() => void) | null = null;
  let stage: 'asked' | 'shown' | 'over' = 'asked';
  let gone = false;
  let closing: number | undefined;
  const close = () => {
    window.clearTimeout(closing ?? 0);
    if (stage === 'shown') on('closed');
    stage = 'over';
  };
  const placement: H5Call = {
    type: 'reward',
    name: 'watch-and-earn',
    beforeReward: (show) => {
      showAd = show;
      settle('ready');
    },
    beforeAd: () => undefined,
    adViewed: () => on('granted'),
    adDismissed: () => undefined,
    // No other ad may be asked for before this placement has ended.
    afterAd: () => (closing = window.setTimeout(close, END_MS)),
    adBreakDone: (info) => {
      const status = info?.breakStatus;
      settle(outcomeOf(status));
      if (status === 'viewed') on('granted');
      if (stage === 'shown' && status !== 'viewed' && status !== 'dismissed') {
        stage = 'over';
        return void on('failed');
      }
      close();
    },
  };
  return {
    load() {
      const src = `${scriptUrl}?client=${encodeURIComponent(unit)}`;
      const attributes = {
        ...{ crossorigin: 'anonymous', 'data-ad-client': unit, 'data-ad-frequency-hint': '30s' },
        ...(window.adDocument?.childDirected ? { 'data-tag-for-child-directed-treatment': '1' } : {}),
      };
      loadScript(window, { src, attributes }, () => settle('blocked'));
      whenReady(window, () => {
        if (gone) return;
        try {
          window.adsbygoogle?.push(placement);
        } catch {
          settle('error');
        }
      });
      return outcome;
    },
    show() {
      try {
        if (!showAd) return on('failed');
        stage = 'shown';
        showAd();
      } catch {
        on('failed');
      }
    },
    // The API has no way to take an ad off the page; a place whose ad was not asked for ends with the next one.
    dispose() {
      gone = true;
      settle('error');
    },
  };
}
