import type { Db, SqlValue } from '@/lib/db';
import { invalidField } from '@/lib/errors';
import { DAY_MS, microToCredits } from '@/lib/format';
import { statementQuery } from './statement-query';
import type { LedgerRef, LotSource, StatementEntry, StatementFilter, StatementPage } from './types';

interface Row {
  since: Date | null;
  /** Null, as everything behind it, when nothing was found. */
  transactionId: string | null;
  seq: number;
  kind: StatementEntry['kind'];
  amount: string;
  balanceAfter: string;
  debt: string;
  refType: LedgerRef['type'];
  refId: string;
  reason: string | null;
  source: LotSource | null;
  createdAt: Date;
}

interface Slice extends StatementFilter {
  userId: string;
  cursor?: string | undefined;
  limit: number;
}

const CURSOR = /^(\d{1,18})-(\d{1,4})$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const EVER = ['0001-01-02', '9998-12-30'] as const;

/** The page that explains a movement. */
export function movementLink(transactionId: string): string {
  return `/credits/movements/${transactionId}`;
}

function momentOf(path: 'from' | 'to', text: string): Date {
  const at = new Date(text);
  const year = at.getUTCFullYear();
  if (!(year >= 1 && year < 9999)) throw invalidField(path, 'must be a day or a moment in UTC, as in 2026-11-21');
  // A day that is the end is asked for as a whole.
  return path === 'to' && DAY.test(text) ? new Date(at.getTime() + DAY_MS) : at;
}

/** The statement and what it binds, for whoever wants to see how it is carried out. */
export function statementStatement({ userId, cursor, limit, ...filter }: Slice): [string, SqlValue[]] {
  const after = cursor === undefined ? ['', '9223372036854775807', '0'] : CURSOR.exec(cursor);
  if (!after) throw invalidField('cursor', 'is not a cursor of this list');
  const values: SqlValue[] = [userId, String(after[1]), Number(after[2]), limit + 1];
  const { from, to } = filter;
  if (from !== undefined || to !== undefined) {
    values.push(momentOf('from', from ?? EVER[0]), momentOf('to', to ?? EVER[1]));
  }
  return [statementQuery(filter), values];
}

function toEntry(row: Row & { transactionId: string }): StatementEntry {
  return {
    id: `${row.transactionId}-${row.seq}`,
    kind: row.kind,
    amount: microToCredits(BigInt(row.amount)),
    balanceAfter: microToCredits(BigInt(row.balanceAfter)),
    ref: { type: row.refType, id: row.refId },
    reason: row.reason,
    source: row.source,
    debt: microToCredits(BigInt(row.debt)),
    link: movementLink(row.transactionId),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

/** One page for a caller who may see it: one query. Throws invalid_input for a cursor or a time that is none. */
export async function readStatement(db: Db, slice: Slice): Promise<StatementPage> {
  const rows = await db.sql<Row>(...statementStatement(slice));
  const found = rows.flatMap(({ transactionId, ...row }) =>
    transactionId === null ? [] : [{ ...row, transactionId }],
  );
  const items = found.slice(0, slice.limit).map(toEntry);
  return {
    items,
    nextCursor: found.length > slice.limit ? (items.at(-1)?.id ?? null) : null,
    since: rows[0]?.since ? new Date(rows[0].since).toISOString() : null,
  };
}
