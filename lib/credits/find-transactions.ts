import type { Ctx, Verb } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { isUuid } from '@/lib/ids';
import { requireOperator } from './guards';
import type { LedgerRef } from './types';

export interface LedgerEntryView {
  account: string;
  /** Signed credits; the entries of one transaction sum to zero. */
  amount: number;
  /** Of a user's account; null for the platform's, which have none. */
  balanceAfter: number | null;
}

/** One transaction as an operator sees it. */
export interface LedgerTransactionView {
  id: string;
  kind: string;
  userId: string | null;
  ref: LedgerRef;
  external: { source: string; id: string } | null;
  reason: string | null;
  /** ISO 8601. */
  createdAt: string;
  /** Its place in the hash chain; null while its day is open. */
  link: { day: string; hash: string } | null;
  entries: LedgerEntryView[];
}

const MOST = 50;
const LARGEST_ID = 9_223_372_036_854_775_807n;

/** `(source, external id)` is the key; each source there is gets one look-up, so that no scan is needed. */
const BY_EXTERNAL = `
  id IN (
    WITH RECURSIVE sources AS (
      SELECT min(external_source) AS name FROM ledger_transactions WHERE external_source IS NOT NULL
      UNION ALL
      SELECT (SELECT min(t.external_source) FROM ledger_transactions t WHERE t.external_source > s.name)
      FROM sources s WHERE s.name IS NOT NULL)
    SELECT t.id FROM sources s JOIN ledger_transactions t ON t.external_source = s.name AND t.external_id = $1::text)`;

const BY_REF = `ref_type IN ('run', 'ad', 'user', 'admin', 'lot', 'payment', 'prompt', 'offer') AND ref_id = $1::text`;

interface Row {
  id: string;
  kind: string;
  userId: string | null;
  refType: LedgerRef['type'];
  refId: string;
  source: string | null;
  externalId: string | null;
  reason: string | null;
  createdAt: Date;
  day: string | null;
  hash: string | null;
  entries: { account: string; amount: string; after: string | null }[] | null;
}

function select(ctx: Ctx, where: string, value: string): Promise<Row[]> {
  return ctx.db.sql<Row>(
    `SELECT t.id::text AS id, t.kind, t.user_id::text AS "userId", t.ref_type AS "refType", t.ref_id AS "refId",
       t.external_source AS source, t.external_id AS "externalId", t.reason, t.created_at AS "createdAt",
       to_char(l.day, 'YYYY-MM-DD') AS day, encode(l.hash, 'hex') AS hash,
       (SELECT jsonb_agg(jsonb_build_object('account', e.account, 'amount', e.amount_micro::text,
          'after', e.balance_after_micro::text) ORDER BY e.seq)
        FROM ledger_entries e WHERE e.transaction_id = t.id) AS entries
     FROM (SELECT * FROM ledger_transactions WHERE ${where} ORDER BY ledger_transactions.id DESC LIMIT ${MOST}) t
     LEFT JOIN ledger_links l ON l.transaction_id = t.id ORDER BY t.id`,
    [value],
  );
}

function view(row: Row): LedgerTransactionView {
  const { id, kind, userId, reason, source, externalId } = row;
  return {
    ...{ id, kind, userId, reason },
    ref: { type: row.refType, id: row.refId },
    external: source !== null && externalId !== null ? { source, id: externalId } : null,
    createdAt: row.createdAt.toISOString(),
    link: row.day !== null && row.hash !== null ? { day: row.day, hash: row.hash } : null,
    entries: (row.entries ?? []).map(({ account, amount, after }) => ({
      account,
      amount: microToCredits(BigInt(amount)),
      balanceAfter: after === null ? null : microToCredits(BigInt(after)),
    })),
  };
}

/**
 * Transactions by what an operator has in hand: their id, the id of what they were about (a run, an ad session), or the
 * external id they were posted under. Oldest first, the newest 50 at most.
 * @throws AppError unauthenticated, forbidden for anybody but operators and jobs.
 */
export const findTransactions: Verb<{ text: string }, LedgerTransactionView[]> = async ({ ctx, input }) => {
  requireOperator(ctx.actor);
  const text = input.text.trim();
  // PostgreSQL has no U+0000 in text and cannot even be asked for it.
  if (text === '' || text.includes('\0')) return [];
  const found = new Map<string, Row>();
  const add = (rows: Row[]) => rows.forEach((row) => found.set(row.id, row));
  if (/^\d{1,19}$/.test(text) && BigInt(text) <= LARGEST_ID) {
    add(await select(ctx, 'ledger_transactions.id = $1::bigint', text));
  }
  if (found.size === 0) {
    add(await select(ctx, BY_REF, isUuid(text) ? text.toLowerCase() : text));
    add(await select(ctx, BY_EXTERNAL, text));
  }
  return [...found.values()]
    .sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
    .slice(0, MOST)
    .map(view);
};
