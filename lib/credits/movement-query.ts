import type { LedgerRef, LotSource, StatementEntry } from './types';

export interface MovementRow {
  id: string;
  kind: StatementEntry['kind'];
  userId: string;
  refType: LedgerRef['type'];
  refId: string;
  reason: string | null;
  source: LotSource | null;
  createdAt: Date;
  /** The available balance right before, for movements that did not touch it. */
  before: string;
  owed: string | null;
  available: string | null;
  availableAfter: string | null;
  debt: string;
  charged: string;
  hold: { amount: string; captured: string; refunded: string; state: string; lots: LotRow[] } | null;
  candidates: LotRow[] | null;
  uses: { count: number; ratePpm: number; expiresAt: string | null } | null;
  related: RelatedRow[] | null;
}

export interface LotRow {
  id: string;
  source: LotSource;
  amount: string;
  expiresAt: string | null;
  graceUntil: string | null;
  createdAt: string;
}

export interface RelatedRow {
  id: string;
  kind: StatementEntry['kind'];
  amount: string;
  debt: string;
  charged: string;
  reason: string | null;
  createdAt: string;
}

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const sum = (transaction: string, account: string, sign = '') =>
  `coalesce((SELECT sum(${sign}e.amount_micro) FROM ledger_entries e WHERE e.transaction_id = ${transaction}.id
     AND e.account = '${account}'), 0)::text`;

const lot = (amount: string) => `jsonb_build_object('id', l.id::text, 'source', l.source, 'amount', ${amount}::text,
  'expiresAt', ${iso('l.expires_at')}, 'graceUntil', ${iso('l.grace_until')}, 'createdAt', ${iso('l.created_at')})`;

const HOLD = `
  SELECT jsonb_build_object('amount', h.amount_micro::text, 'captured', h.captured_micro::text,
    'refunded', h.refunded_micro::text, 'state', h.state, 'lots', coalesce((
      SELECT jsonb_agg(${lot('p.amount_micro')} ORDER BY p.seq)
      FROM credit_hold_lots p JOIN credit_lots l ON l.id = p.lot_id WHERE p.hold_id = h.id), '[]'))
  FROM credit_holds h WHERE h.ref_type = t.ref_type AND h.ref_id = t.ref_id AND h.user_id = t.user_id
    AND t.kind IN ('hold', 'settle', 'release', 'refund')`;

/** Lots an earning may have gone into, the youngest first; of an expiry the lot it names. */
const CANDIDATES = `
  SELECT jsonb_agg(found.lot ORDER BY found.created_at DESC) FROM (
    SELECT ${lot('l.granted_micro')} AS lot, l.created_at FROM credit_lots l
    WHERE l.user_id = t.user_id AND CASE WHEN t.kind = 'expire' THEN l.id::text = t.ref_id
      ELSE t.kind IN ('grant', 'adjust', 'royalty') AND l.source = src.name AND l.created_at <= t.created_at END
    ORDER BY l.created_at DESC LIMIT 50) found`;

const USES = `
  SELECT jsonb_build_object('count', count(*), 'ratePpm', max(a.rate_ppm), 'expiresAt', ${iso('max(a.expires_at)')})
  FROM royalty_accruals a WHERE t.kind = 'royalty' AND a.transaction_id = t.id HAVING count(*) > 0`;

/** Things that have a story of their own; an operator's corrections are about a person, not about one thing. */
const RELATED = `
  SELECT jsonb_agg(jsonb_build_object('id', r.id::text, 'kind', r.kind, 'reason', r.reason, 'createdAt', ${iso('r.created_at')},
    'amount', ${sum('r', 'user:available')}, 'debt', ${sum('r', 'user:debt', '-')},
    'charged', ${sum('r', 'platform:revenue')}) ORDER BY r.id)
  FROM (SELECT * FROM ledger_transactions o WHERE o.ref_type = t.ref_type AND o.ref_id = t.ref_id AND o.user_id = t.user_id
    AND t.ref_type NOT IN ('admin', 'user') ORDER BY o.id DESC LIMIT 50) r`;

/** One movement with all that is known of it, in one round trip: $1 its transaction, $2 whose it must be, or null. */
export const MOVEMENT_QUERY = `
  SELECT t.id::text AS id, t.kind, t.user_id::text AS "userId", t.ref_type AS "refType", t.ref_id AS "refId", t.reason,
    t.created_at AS "createdAt", src.name AS source,
    (SELECT e.amount_micro::text FROM ledger_entries e WHERE e.transaction_id = t.id AND e.account = 'user:available') AS available,
    (SELECT e.balance_after_micro::text FROM ledger_entries e WHERE e.transaction_id = t.id AND e.account = 'user:available')
      AS "availableAfter",
    (SELECT (-e.balance_after_micro)::text FROM ledger_entries e WHERE e.transaction_id = t.id AND e.account = 'user:debt') AS owed,
    coalesce((SELECT b.balance_after_micro FROM ledger_entries b WHERE b.user_id = t.user_id AND b.account = 'user:available'
      AND b.transaction_id < t.id ORDER BY b.transaction_id DESC, b.seq DESC LIMIT 1), 0)::text AS before,
    ${sum('t', 'user:debt', '-')} AS debt, ${sum('t', 'platform:revenue')} AS charged,
    (${HOLD}) AS hold, (${CANDIDATES}) AS candidates, (${USES}) AS uses, (${RELATED}) AS related
  FROM ledger_transactions t LEFT JOIN LATERAL (
    SELECT split_part(substr(p.account, 10), '-', 1) AS name FROM ledger_entries p
    WHERE p.transaction_id = t.id AND p.user_id IS NULL AND p.amount_micro < 0
      AND t.kind IN ('grant', 'adjust', 'royalty') LIMIT 1) src ON true
  WHERE t.id = $1::bigint AND t.user_id IS NOT NULL AND ($2::uuid IS NULL OR t.user_id = $2::uuid)`;
