/**
 * Scripts that stand in for those of ad networks: the calls and events that their documentation names, and nothing else
 * of them. What an ad does is asked for at its server, one plan after the other, like a real ad request.
 */
export interface AdPlan {
  /** What asking brings: an ad, nothing, or no answer. Of the Ad Placement API: the status that ends the placement. */
  ask: 'ad' | 'empty' | 'never' | (string & {});
  /** What happens once it is shown, in this order; a number waits so many milliseconds. */
  show: (string | number)[];
}

/** Both keep the ad on screen, in a frame of their own server, until `closed`. */
const COMMON = `
  var base = document.currentScript.src.replace(/\\/[^/]*$/, '');
  function plan(network) {
    return fetch(base + '/plan?network=' + network).then(function (answer) { return answer.json(); });
  }
  function open() {
    var frame = document.createElement('iframe');
    frame.src = base + '/ad.html';
    frame.title = 'Advertisement';
    frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:9999;background:#fff';
    document.body.appendChild(frame);
    return frame;
  }
  function play(steps, say, frame) {
    var step = steps.shift();
    if (step === undefined) return;
    var wait = typeof step === 'number' ? step : 0;
    if (step === 'click') {
      return addEventListener('message', function told(event) {
        if (event.data !== 'close' || event.source !== frame.contentWindow) return;
        removeEventListener('message', told);
        play(steps, say, frame);
      });
    }
    if (typeof step === 'string') say(step, frame);
    setTimeout(function () { play(steps, say, frame); }, wait);
  }`;

/** Google's publisher tag: https://developers.google.com/publisher-tag/reference */
export function gptScript({ supported }: { supported: boolean }): string {
  return `(function () {${COMMON}
  var listeners = [];
  function say(name, event) {
    listeners.slice().forEach(function (known) { if (known[0] === name) known[1](event); });
  }
  var service = {
    addEventListener: function (name, listener) { listeners.push([name, listener]); return service; },
    removeEventListener: function (name, listener) {
      listeners = listeners.filter(function (known) { return known[0] !== name || known[1] !== listener; });
      return true;
    },
    setPrivacySettings: function () {}, setForceSafeFrame: function () {},
  };
  var NAMES = { granted: 'rewardedSlotGranted', closed: 'rewardedSlotClosed', completed: 'rewardedSlotVideoCompleted' };
  function show(slot, steps) {
    play(steps, function (step, frame) {
      if (step === 'closed') frame.remove();
      say(NAMES[step], step === 'granted' ? { slot: slot, payload: { amount: 1, type: 'credit' } } : { slot: slot });
    }, open());
  }
  function defineOutOfPageSlot(unit, format) {
    if (!${supported} || format !== 4) return null;
    var slot = { addService: function () { return slot; }, getAdUnitPath: function () { return unit; } };
    return slot;
  }
  function display(slot) {
    plan('gpt').then(function (told) {
      if (told.ask === 'empty') say('slotRenderEnded', { slot: slot, isEmpty: true });
      if (told.ask !== 'ad') return;
      say('slotRenderEnded', { slot: slot, isEmpty: false });
      say('rewardedSlotReady', { slot: slot, makeRewardedVisible: function () { show(slot, told.show); return true; } });
    });
  }
  var tag = window.googletag = window.googletag || {};
  var waiting = tag.cmd || [];
  Object.assign(tag, {
    apiReady: true,
    enums: { OutOfPageFormat: { REWARDED: 4 } },
    pubads: function () { return service; },
    enableServices: function () {},
    defineOutOfPageSlot: defineOutOfPageSlot, display: display,
    destroySlots: function () { return true; },
    cmd: { push: function (run) { run(); return 1; } },
  });
  waiting.forEach(function (run) { run(); });
})();`;
}

/** AdSense's Ad Placement API: https://developers.google.com/ad-placement/apis */
export function h5Script(): string {
  return `(function () {${COMMON}
  function reward(place) {
    plan('h5').then(function (told) {
      function done(status) {
        if (place.adBreakDone) place.adBreakDone({ breakType: 'reward', breakFormat: 'reward', breakStatus: status });
      }
      if (told.ask === 'never') return;
      if (told.ask !== 'ad') return done(told.ask);
      place.beforeReward(function () {
        place.beforeAd();
        play(told.show, function (step, frame) {
          if (step === 'afterAd') frame.remove();
          if (step.indexOf('done:') === 0) done(step.slice(5));
          else place[step]();
        }, open());
      });
    });
  }
  function take(call) {
    if (call.onReady) call.onReady();
    if (call.type === 'reward') reward(call);
  }
  var waiting = window.adsbygoogle || [];
  window.adsbygoogle = { loaded: true, push: take };
  waiting.forEach(take);
})();`;
}

export const AD_PAGE = `<!doctype html><html lang="en"><title>Advertisement</title><body>
<h1>An ad of another company</h1><button type="button">Close the ad</button>
<script>document.querySelector('button').addEventListener('click', function () { parent.postMessage('close', '*'); });</script>`;
