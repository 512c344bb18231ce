import { disposable, twin } from './mail-signals';
import { past, registration } from './past-signals';
import type { OfferFacts } from './offer-facts';
import { ramp, sight, type Signal, type SignalTable } from './signal';

const NEW_HOURS = 12;
const OLD_HOURS = 72;

/** Advertisers withdraw after days; an account that takes most of a day's cap in its first hours will not be there then. */
const payout: Signal<OfferFacts> = ({ accountHours, dayCredits, dayCap }) => {
  const share = dayCredits / dayCap;
  return sight(ramp(accountHours, OLD_HOURS, NEW_HOURS) * ramp(share, 0.2, 0.6), {
    credits: Math.round(dayCredits),
    percent: Math.round(share * 100),
    hours: Math.round(accountHours),
  });
};

/** So many takers tell what is usual; fewer leave a number that surveys by hand do not reach. */
const TELLING = 20;
const LONE = { from: 8, to: 20 };
const LEAST = 4;

const offerBurst: Signal<OfferFacts> = ({ hourOffers, peers: { takers, p95 } }) => {
  const usual = Math.max(p95, LEAST);
  const { from, to } = takers >= TELLING ? { from: usual, to: usual + 6 } : LONE;
  return sight(ramp(hourOffers, from, to), { offers: hourOffers, takers: takers >= TELLING ? takers : 0, p95 });
};

/** Siblings may both try a game; one address is a whole school. */
const offerTwins: Signal<OfferFacts> = ({ nearTwins, addressTwins }) =>
  sight(Math.max(ramp(nearTwins, 0, 3), 0.5 * ramp(nearTwins + addressTwins, 2, 12)), {
    near: nearTwins,
    address: addressTwins,
  });

/** Some of what honest people complete is withdrawn; most of it is not. */
const offerPast: Signal<OfferFacts> = ({ offersDone, offersUndone }) =>
  sight(ramp(offersUndone, 0, 4) * ramp(offersUndone / Math.max(offersDone, 1), 0.1, 0.5), {
    undone: offersUndone,
    done: Math.max(offersDone, offersUndone),
  });

/** Everything that an offer is looked at for. */
export const OFFER_SIGNALS: SignalTable<OfferFacts> = {
  ...{ payout, offerBurst, offerTwins, offerPast, past },
  ...{ disposable, twin, registration },
};
