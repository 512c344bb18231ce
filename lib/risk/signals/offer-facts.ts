import type { MailFacts } from './mail-signals';
import type { PastFacts } from './past-signals';

/** What is known when a network says that somebody completed an offer. Nothing of their browser: its machines call. */
export interface OfferFacts extends MailFacts, PastFacts {
  accountHours: number;
  /** Credits that offers brought within 24 hours, this one among them, and the most that a day may bring. */
  dayCredits: number;
  dayCap: number;
  /** Offers within an hour, this one among them. */
  hourOffers: number;
  /** Who completed offers on the days of a week, and what 95 in 100 of them do within an hour at most. */
  peers: { takers: number; p95: number };
  /** Other accounts with this very offer within 30 days: of the same browser or mailbox, or of the same address alone. */
  nearTwins: number;
  addressTwins: number;
  /** Offers that paid or wait, of the last 90 days, and those of that time that were refused or withdrawn. */
  offersDone: number;
  offersUndone: number;
}
