export type LotSource =
  'ad' | 'daily' | 'streak' | 'referral' | 'bonus' | 'offer' | 'royalty' | 'purchase' | 'subscription' | 'admin';

/** What a movement was about; the statement links it. */
export interface LedgerRef {
  type: 'run' | 'ad' | 'user' | 'admin' | 'lot' | 'payment' | 'prompt' | 'offer';
  id: string;
}

export interface LotView {
  source: LotSource;
  remaining: number;
  expiresAt: string | null;
}

/** `GET /api/credits`. Credits as JSON numbers. */
export interface CreditsView {
  available: number;
  held: number;
  debt: number;
  lots: LotView[];
}

/** One line of the statement. */
export interface StatementEntry {
  id: string;
  kind: 'grant' | 'hold' | 'settle' | 'release' | 'expire' | 'adjust' | 'clawback' | 'refund' | 'royalty';
  amount: number;
  balanceAfter: number;
  ref: LedgerRef;
  reason: string | null;
  /** Where a grant came from. */
  source: LotSource | null;
  /** What the movement added to what is owed; negative when it paid some of it. */
  debt: number;
  /** The page that explains it. */
  link: string;
  createdAt: string;
}

/** What people look for in a statement; every movement is of one of them. */
export const STATEMENT_GROUPS = ['earned', 'spent', 'returned'] as const;
export type StatementGroup = (typeof STATEMENT_GROUPS)[number];

export interface StatementFilter {
  kind?: StatementGroup | undefined;
  /** ISO 8601, a moment or a UTC day; included. */
  from?: string | undefined;
  /** The same; a day is included as a whole, a moment is not. */
  to?: string | undefined;
}

/** Accounts that give: `platform:<source>` is what a grant is minted from. */
export const LOT_SOURCES = [
  'ad',
  'daily',
  'streak',
  'referral',
  'bonus',
  'offer',
  'royalty',
  'purchase',
  'subscription',
  'admin',
] as const satisfies readonly LotSource[];

/** `GET /api/credits/ledger`: newest first. */
export interface StatementPage {
  items: StatementEntry[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
  /** When the wallet's first movement was, whatever was asked for; null when there is none. */
  since: string | null;
}

/** A lot that a movement took from or gave to. */
export interface MovementLot {
  source: LotSource;
  /** Signed credits. */
  amount: number;
  expiresAt: string | null;
  /** A return met the lot expired: it lives until then. */
  graceUntil: string | null;
}

/** Another movement of the same thing. */
export interface RelatedMovement {
  id: string;
  kind: StatementEntry['kind'];
  amount: number;
  debt: number;
  /** What was finally charged by it. */
  charged: number;
  reason: string | null;
  createdAt: string;
}

/** One movement, explained as far as the ledger knows. Credits are JSON numbers. */
export interface Movement extends RelatedMovement {
  userId: string;
  balanceBefore: number;
  balanceAfter: number;
  /** What was owed right after it; null when it touched no debt. */
  owedAfter: number | null;
  ref: LedgerRef;
  source: LotSource | null;
  lots: MovementLot[];
  /** What was set aside for it, and what became of that. */
  hold: { amount: number; captured: number; refunded: number; state: string } | null;
  /** Uses a royalty was earned by. */
  uses: { count: number; rate: number } | null;
  /** Oldest first; the movement itself is among them when there are others. */
  related: RelatedMovement[];
}

/** Balances right after a movement, in microcredits. */
export interface Balances {
  availableMicro: bigint;
  heldMicro: bigint;
  debtMicro: bigint;
}

/**
 * What became of a reservation. `held`: the credits are set aside. `insufficient`: nothing moved.
 * `repeated`: the same call has made its hold before; nothing moved. `unknown_user`: nobody has this wallet.
 */
export type ReserveOutcome =
  | ({ outcome: 'held'; holdId: string } & Balances)
  | ({ outcome: 'insufficient' } & Balances)
  | ({ outcome: 'repeated' } & Balances)
  | { outcome: 'unknown_user' };

/**
 * What became of an ending. `repeated`: the hold was ended before in this very way, as by the same call whose answer was
 * lost. `ended`: somebody else ended it first, otherwise. Nothing moved now in either case.
 */
export type SettleOutcome =
  | {
      outcome: 'settled' | 'repeated';
      capturedMicro: bigint;
      releasedMicro: bigint;
      availableMicro: bigint;
      heldMicro: bigint;
    }
  | { outcome: 'ended'; state: 'captured' | 'released' | 'expired'; capturedMicro: bigint; availableMicro: bigint };

/** What the writer of something reusable earns by one use: a part of what is captured. */
export interface Royalty {
  authorId: string;
  /** Millionths of the capture: 20,000 are 2 %. Between 1 and 500,000. */
  ratePpm: number;
  /** What was used; royalties are collected by it. */
  ref: LedgerRef;
  /** Of the credits it becomes; moved to the end of its UTC day. */
  expiresAt: Date | null;
}

/** One invariant, recomputed. `differences` is cut at 20 lines; `count` says how many there are. */
export interface InvariantReport {
  name: string;
  /** The rule in words. */
  rule: string;
  ok: boolean;
  count: number;
  differences: { subject: string; expected: string; actual: string }[];
}

/** What `ledger:verify` found. */
export interface LedgerReport {
  ok: boolean;
  checks: InvariantReport[];
  counts: { users: number; transactions: number; entries: number; lots: number; holds: number; runs: number };
}
