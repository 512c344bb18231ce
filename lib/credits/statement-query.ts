import type { StatementFilter, StatementGroup } from './types';

/** A day's slack: the clocks of two instances may differ, so that a later id may carry an earlier time. */
const SLACK = `interval '1 day'`;

/** The sign tells what came from what went; the kind tells earnings from returns. */
const GROUPS: Record<StatementGroup, string> = {
  earned: `AND e.amount_micro > 0 AND t.kind IN ('grant', 'royalty', 'adjust')`,
  spent: 'AND e.amount_micro < 0',
  returned: `AND e.amount_micro > 0 AND t.kind IN ('settle', 'release', 'refund')`,
};

/**
 * The first id behind all of the user's movements before a moment. Ids grow with time for each user, so halving the ids
 * finds it in some forty look-ups, where a walk would read every entry since.
 */
const firstSince = (name: string, moment: string) => `
  ${name} (low, high) AS (
    SELECT 0::bigint, coalesce((SELECT transaction_id FROM ledger_entries WHERE user_id = $1::uuid
      AND account = 'user:available' ORDER BY transaction_id DESC, seq DESC LIMIT 1), 0) + 1
    UNION ALL
    SELECT CASE WHEN probe.earlier THEN probe.middle + 1 ELSE low END, CASE WHEN probe.earlier THEN high ELSE probe.middle END
    FROM ${name}, LATERAL (SELECT (low + high) / 2 AS middle, coalesce((SELECT p.created_at FROM ledger_entries p
      WHERE p.user_id = $1::uuid AND p.account = 'user:available' AND p.transaction_id >= (low + high) / 2
      ORDER BY p.transaction_id, p.seq LIMIT 1) < ${moment}, false) AS earlier) probe
    WHERE low < high)`;

/** The movements' own ids, without a walk through what lies outside the time asked for. */
const BOUNDS = `WITH RECURSIVE ${firstSince('begins', `$5::timestamptz - ${SLACK}`)}, ${firstSince('ends', `$6::timestamptz + ${SLACK}`)}`;

const WITHIN = `
  AND e.transaction_id >= (SELECT max(low) FROM begins)
  AND e.transaction_id < coalesce((SELECT p.transaction_id FROM ledger_entries p WHERE p.user_id = $1::uuid
    AND p.account = 'user:available' AND p.transaction_id >= (SELECT max(low) FROM ends)
    ORDER BY p.transaction_id, p.seq LIMIT 1), 9223372036854775807)
  AND e.created_at >= $5::timestamptz AND e.created_at < $6::timestamptz`;

/** OFFSET keeps each look-up apart: merged with the transactions, a page would read all that are newer than it. */
const part = (account: string, more: string) => `
  (SELECT e.transaction_id, e.seq, e.account, e.amount_micro, e.balance_after_micro, e.created_at,
     t.kind, t.ref_type, t.ref_id, t.reason
   FROM ledger_entries e, LATERAL (SELECT * FROM ledger_transactions WHERE id = e.transaction_id OFFSET 0) t
   WHERE e.user_id = $1::uuid AND e.account = '${account}' AND (e.transaction_id, e.seq) < ($2::bigint, $3::int) ${more}
   ORDER BY e.transaction_id DESC, e.seq DESC LIMIT $4::int)`;

/** What touched a debt alone moved nothing that could be spent; it is part of the story all the same. */
const ONLY_DEBT = `AND NOT EXISTS (SELECT 1 FROM ledger_entries a WHERE a.transaction_id = e.transaction_id
  AND a.account = 'user:available')`;

/**
 * A page of a statement, newest first: $1 user, $2 and $3 the movement before it, $4 how many, and with a time $5 and $6.
 * The two parts come in the order of one index each and are merged. The paying account names the source; what flows to
 * revenue, breakage or back to us has none. The first column is there even when nothing else is.
 */
export function statementQuery({ kind, from, to }: StatementFilter): string {
  const timed = from !== undefined || to !== undefined;
  const more = `${kind ? GROUPS[kind] : ''} ${timed ? WITHIN : ''}`;
  return `${timed ? BOUNDS : ''}
  SELECT (SELECT created_at FROM ledger_entries WHERE user_id = $1::uuid AND account = 'user:available'
      ORDER BY transaction_id, seq LIMIT 1) AS since,
    m.transaction_id::text AS "transactionId", m.seq, m.kind, m.ref_type AS "refType", m.ref_id AS "refId", m.reason,
    m.created_at AS "createdAt",
    CASE WHEN m.account = 'user:available' THEN m.amount_micro ELSE 0 END::text AS amount,
    CASE WHEN m.account = 'user:available' THEN m.balance_after_micro ELSE coalesce((SELECT b.balance_after_micro
      FROM ledger_entries b WHERE b.user_id = $1::uuid AND b.account = 'user:available'
      AND b.transaction_id < m.transaction_id ORDER BY b.transaction_id DESC, b.seq DESC LIMIT 1), 0) END::text AS "balanceAfter",
    coalesce((SELECT -d.amount_micro FROM ledger_entries d WHERE d.transaction_id = m.transaction_id
      AND d.account = 'user:debt'), 0)::text AS debt,
    CASE WHEN m.kind IN ('grant', 'adjust', 'royalty') THEN (SELECT split_part(substr(p.account, 10), '-', 1)
      FROM ledger_entries p WHERE p.transaction_id = m.transaction_id AND p.user_id IS NULL AND p.amount_micro < 0
      LIMIT 1) END AS source
  FROM (SELECT 1) one LEFT JOIN (SELECT * FROM (${part('user:available', more)} UNION ALL
    ${part('user:debt', `${more} ${ONLY_DEBT}`)}) parts
    ORDER BY transaction_id DESC, seq DESC LIMIT $4::int) m ON true`;
}
