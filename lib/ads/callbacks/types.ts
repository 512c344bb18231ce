/**
 * What became of a signed callback. `counted`: a view is complete, others are missing. `paid`. `capped`: a cap of the day
 * leaves nothing. `held`: paid later, unless an operator refuses. `nothing`: too little for a credit. `unknown`: no such session or user. `foreign`: of another user.
 * `expired`, `ended`, `other_network`: the session takes no view of this network any more. `taken`: credits were taken
 * back. `remembered`: a reversal of what has not come yet. `withdrawn`: a credit whose reversal had come before, or the reversal
 * of one that still waited: it is never paid.
 */
export const CALLBACK_OUTCOMES = [
  'counted',
  'paid',
  'capped',
  'held',
  'nothing',
  'unknown',
  'foreign',
  'expired',
  'ended',
  'other_network',
  'taken',
  'remembered',
  'withdrawn',
] as const;
export type CallbackOutcome = (typeof CALLBACK_OUTCOMES)[number];

export const OFFER_REVIEWS = ['waiting', 'paid', 'refused', 'withdrawn'] as const;

/** What became of a credit that was held; the network is answered `held` for good. */
export type OfferReview = (typeof OFFER_REVIEWS)[number];

/** What a network is answered. `repeated`: it had told us before, and nothing moved now. */
export interface CallbackAnswer {
  outcome: CallbackOutcome;
  repeated: boolean;
}

export const CALLBACK_EVENTS = ['view', 'credit', 'reversal'] as const;
export type CallbackEvent = (typeof CALLBACK_EVENTS)[number];

/** One thing a network told us by its signature. Credits are JSON numbers, times ISO 8601. */
export interface CallbackView {
  id: string;
  network: string;
  event: CallbackEvent;
  /** The network's own id of it. */
  externalId: string;
  sessionId: string | null;
  userId: string | null;
  outcome: CallbackOutcome;
  /** Paid by a view's last callback or a credit, decided for one that was held, or taken by a reversal. */
  amount: number;
  /** Of a credit that was held. */
  review: OfferReview | null;
  /** Of one that waits: when it is paid at the latest, unless it is refused. */
  heldUntil: string | null;
  offer: string | null;
  receivedAt: string;
}

/** One completed offer as its person sees it. `reversed`: paid, and taken back since. */
export interface OwnOffer {
  id: string;
  name: string | null;
  state: OfferReview | 'reversed' | 'capped' | 'nothing';
  /** Credits that it brought, or would. */
  amount: number;
  heldUntil: string | null;
  receivedAt: string;
}

export interface CallbackPage {
  items: CallbackView[];
  nextCursor: string | null;
}

/** What became of sessions that an operator reversed. Credits are JSON numbers. */
export interface ReversedSessions {
  reversed: { sessionId: string; amount: number }[];
  /** Never paid, or reversed before: nothing was taken for them. */
  skipped: string[];
  amount: number;
  /** What the user owes now. */
  debt: number;
}
