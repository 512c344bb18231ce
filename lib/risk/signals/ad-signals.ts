import { RHYTHM_VARIATION } from './thresholds';
import { variation, type AdFacts } from './ad-facts';
import { disposable, twin } from './mail-signals';
import { past, registration } from './past-signals';
import { ramp, sight, type Signal, type SignalTable } from './signal';

/** One session like a clock may be a quiet line; the third of a day is a program. */
const rhythm: Signal<AdFacts> = ({ beats, regularBefore }) => {
  const found = beats && variation(beats);
  if (beats === null || found === null || found >= RHYTHM_VARIATION) return null;
  return sight(regularBefore >= 2 ? 1 : 0.6, {
    gaps: beats.gaps,
    meanMs: Math.round(beats.meanMs),
    permille: Math.round(found * 10_000) / 10,
    before: regularBefore,
  });
};

/** Nothing hidden is ever counted; a player that only runs behind other pages is still telling. */
const hidden: Signal<AdFacts> = ({ beats }) =>
  beats && beats.beats >= 10
    ? sight(ramp(beats.hidden / beats.beats, 0.5, 0.9), { percent: Math.round((beats.hidden / beats.beats) * 100) })
    : null;

/** A family may share one browser. */
const device: Signal<AdFacts> = ({ deviceUsers }) => sight(ramp(deviceUsers, 5, 14), { users: deviceUsers });

/** Carriers put thousands behind one address, so many count little. */
const address: Signal<AdFacts> = ({ addressUsers }) => sight(ramp(addressUsers, 20, 100), { users: addressUsers });

/** One browser plays one ad at a time: nobody can watch more than passes. */
const parallel: Signal<AdFacts> = ({ excessSeconds }) =>
  sight(ramp(excessSeconds, 60, 600), { seconds: Math.round(excessSeconds) });

const awake: Signal<AdFacts> = ({ hours }) => sight(ramp(hours, 15, 21), { hours });

const rate: Signal<AdFacts> = ({ claimsToday, peers }) =>
  peers && peers.claimers >= 20 && claimsToday >= 10
    ? sight(ramp(claimsToday, peers.p95, peers.p95 + 10), {
        claims: claimsToday,
        median: peers.median,
        p95: peers.p95,
        claimers: peers.claimers,
      })
    : null;

/** A new account that begins every ad after the very same pause. */
const sequence: Signal<AdFacts> = ({ accountHours, pauses: { count, meanSeconds, deviationSeconds } }) =>
  accountHours < 72 && count >= 5 && meanSeconds > 0 && deviationSeconds / meanSeconds < 0.05
    ? sight(1, { pauses: count, seconds: Math.round(meanSeconds), hours: Math.round(accountHours) })
    : null;

/** Everything that a claim is looked at for. */
export const AD_SIGNALS: SignalTable<AdFacts> = {
  ...{ rhythm, hidden, device, address, parallel, awake },
  ...{ rate, sequence, past, disposable, twin, registration },
};
