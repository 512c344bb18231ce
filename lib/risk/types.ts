/** Client-safe shapes of the risk room. Scores and points are 0 to 100; times are ISO 8601. */
export const RISK_FLOWS = ['ad', 'register', 'offer'] as const;

/** What somebody was doing when they were looked at. */
export type RiskFlow = (typeof RISK_FLOWS)[number];

export const SIGNAL_IDS = [
  'rhythm',
  'hidden',
  'device',
  'address',
  'parallel',
  'awake',
  'rate',
  'sequence',
  'past',
  'disposable',
  'twin',
  'registration',
  'deviceSignups',
  'addressSignups',
  'payout',
  'offerBurst',
  'offerTwins',
  'offerPast',
] as const;

export type SignalId = (typeof SIGNAL_IDS)[number];

/** One piece of evidence: how much it counted, and the numbers that its sentence is made of. */
export interface SignalView {
  id: SignalId;
  points: number;
  numbers: Record<string, number>;
}

/** `challenge` asks for a sign of a person, `delay` pays later unless an operator refuses. */
export type RiskDecision = 'allow' | 'challenge' | 'delay' | 'refuse';

export const CASE_STATES = ['open', 'cleared', 'confirmed'] as const;

/** `cleared`: nothing was wrong; `confirmed`: it was fraud. */
export type CaseState = (typeof CASE_STATES)[number];

/** Hashing work for the browser: find digits so that SHA-256 of `salt:digits` begins with `bits` zero bits. */
export interface ProofOfWork {
  salt: string;
  bits: number;
}

/** Words of the catalog's `challenge` namespace, by key; `pick` of them belong to `group`. */
export interface WordedQuestion {
  group: string;
  words: string[];
  pick: number;
}

interface ChallengeBase {
  id: string;
  expiresAt: string;
}

/** Answered with `digits:i,j`, the indexes of the picked words in rising order. Needs no other company. */
export interface LocalChallenge extends ChallengeBase {
  kind: 'local';
  proof: ProofOfWork;
  question: WordedQuestion;
}

/**
 * Answered with the widget's token; the widget is given `action`, and the challenge's id as `cData`. A browser that cannot
 * load it answers `unavailable` and gets a local one; its claim then waits for an operator or its time.
 */
export interface TurnstileChallenge extends ChallengeBase {
  kind: 'turnstile';
  siteKey: string;
  scriptUrl: string;
  action: string;
}

/** `challenge` in the problem `challenge_required` (403): the claim is repeated with `challenge: {id, answer}`. */
export type Challenge = LocalChallenge | TurnstileChallenge;

/** Said with a challenge that follows on another one. */
export type ChallengeReason = 'needed' | 'wrong' | 'expired' | 'service_down';

export const OFFER_STATES = ['waiting', 'paid', 'refused', 'withdrawn', 'reversed'] as const;

/** What became of an offer that was held. */
export type OfferState = (typeof OFFER_STATES)[number];

/** A case as the operator sees it. Credits are JSON numbers. */
export interface RiskCase {
  id: string;
  flow: RiskFlow;
  /** The session, the account or the network's message that it is about. */
  subjectId: string;
  score: number;
  decision: RiskDecision;
  state: CaseState;
  signals: SignalView[];
  user: { id: string; email: string; createdAt: string };
  /** Of flow `ad`: the session that was claimed. */
  session: {
    id: string;
    kind: string;
    network: string;
    state: string;
    reward: number;
    paid: number | null;
    releaseAt: string | null;
  } | null;
  /** Of flow `offer`: what was completed. `reversed`: paid, and taken back by the network; `withdrawn`: before it was paid. */
  offer: {
    id: string;
    network: string;
    transactionId: string;
    name: string | null;
    state: OfferState;
    /** Credits that it pays, decided when it came. */
    amount: number;
    payoutUsd: number;
    releaseAt: string | null;
  } | null;
  /** What all that claimed on the day of the case did, beside this person. */
  peers: { claims: number; median: number; most: number; claimers: number } | null;
  note: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  createdAt: string;
}

export const CASE_DECISIONS = ['pay', 'refuse', 'reverse', 'clear', 'confirm', 'clear_user'] as const;

/**
 * `pay`, `refuse`: a claim or an offer that waits; `reverse`: takes a paid claim back. `clear`, `confirm`: close a case that moves nothing.
 * `clear_user`: pays and clears all that is open of this person.
 */
export type CaseDecision = (typeof CASE_DECISIONS)[number];

/** Claims of the last `days` that left a case, by the points they had. */
export interface RecentScores {
  days: number;
  scores: { score: number; cases: number }[];
}
