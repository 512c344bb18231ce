export type LotSource =
  | 'ad' | 'daily' | 'streak' | 'referral' | 'bonus' | 'offer' | 'royalty' | 'purchase' | 'subscription' | 'admin';

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
  createdAt: string;
}
