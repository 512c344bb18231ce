import type { Verb } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { walletOwner } from './guards';
import type { LedgerRef, LotSource, StatementEntry, StatementPage } from './types';

interface Row {
  id: string;
  kind: StatementEntry['kind'];
  amount: string;
  balanceAfter: string;
  refType: LedgerRef['type'];
  refId: string;
  reason: string | null;
  source: LotSource | null;
  createdAt: Date;
}

const MOST_PER_PAGE = 100;
const CURSOR = /^(\d{1,18})-(\d{1,4})$/;

/** The paying account names the source; what flows to revenue, breakage or back to us has none. */
const QUERY = `
  SELECT e.transaction_id || '-' || e.seq AS id, t.kind, e.amount_micro::text AS amount,
         e.balance_after_micro::text AS "balanceAfter", t.ref_type AS "refType", t.ref_id AS "refId", t.reason,
         (SELECT substr(p.account, 10) FROM ledger_entries p
          WHERE p.transaction_id = e.transaction_id AND p.user_id IS NULL AND p.amount_micro < 0 LIMIT 1) AS source,
         e.created_at AS "createdAt"
  FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
  WHERE e.user_id = $1::uuid AND e.account = 'user:available' AND (e.transaction_id, e.seq) < ($2::bigint, $3::int)
  ORDER BY e.transaction_id DESC, e.seq DESC LIMIT $4::int`;

/**
 * Movements of the available balance, newest first; `amount` is signed and `balanceAfter` is the balance right behind
 * it. Give back `nextCursor` for the next page; entries that arrive meanwhile never shift a page. `limit` 1-100, 50
 * unless said.
 * @throws AppError invalid_input for a cursor that is not ours, unauthenticated, forbidden.
 */
export const listStatement: Verb<{ userId?: string; cursor?: string; limit?: number }, StatementPage> = async ({
  ctx,
  input,
}) => {
  const userId = walletOwner(ctx, input.userId);
  const limit = Math.min(Math.max(Math.trunc(input.limit ?? 50), 1), MOST_PER_PAGE);
  const after = input.cursor === undefined ? ['', '9223372036854775807', '0'] : CURSOR.exec(input.cursor);
  if (!after) throw invalidField('cursor', 'is not a cursor of this list');
  const rows = await ctx.db.sql<Row>(QUERY, [userId, String(after[1]), Number(after[2]), limit + 1]);
  const items = rows.slice(0, limit).map(toEntry);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
};

function toEntry(row: Row): StatementEntry {
  return {
    id: row.id,
    kind: row.kind,
    amount: microToCredits(BigInt(row.amount)),
    balanceAfter: microToCredits(BigInt(row.balanceAfter)),
    ref: { type: row.refType, id: row.refId },
    reason: row.reason,
    source: row.source,
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
