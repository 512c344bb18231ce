import type { SqlValue } from '@/lib/db';
import { storable } from '../storable';
import type { RunKind, RunStatus } from '../types';
import { decodeCursor, type Cursor } from '@/lib/db';
import { DAY_MS } from '@/lib/format';

export interface RunFilter {
  cursor?: string;
  /** 1 to 100; 20 when absent. */
  limit?: number;
  toolId?: string;
  kind?: RunKind;
  status?: RunStatus;
  favourite?: boolean;
  /** Days in UTC as YYYY-MM-DD, both included. */
  from?: string;
  to?: string;
  /** The first run of a conversation: it and all that follow it. */
  conversationId?: string;
  batchId?: string;
  /** Words looked for in the input, the answer and the note: all of them, as parts of words, without case and accents. */
  q?: string;
  /** Of each conversation only the latest turn. Left out of account where words are looked for. */
  latestTurns?: boolean;
}

const PAGE = 20;

export function limitOf({ limit }: RunFilter): number {
  return Math.min(Math.max(limit ?? PAGE, 1), 100);
}

export function cursorOf({ cursor }: RunFilter): Cursor | null {
  return cursor ? decodeCursor(cursor) : null;
}

/** Bounds that leave nothing out: with a bound always there, the index of a user's runs is read from the right place on. */
const EVER = '0001-01-01T00:00:00Z';
const NEVER = '9999-12-31T00:00:00Z';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The values of $1 to $10, which the filters below name. */
export function filterValues(userId: string, filter: RunFilter, after: Cursor | null): SqlValue[] {
  return [
    userId,
    after?.createdAt ?? NEVER,
    after?.id ?? LAST_ID,
    filter.toolId === undefined ? null : storable(filter.toolId),
    filter.kind ?? null,
    filter.status ?? null,
    filter.from === undefined ? EVER : new Date(filter.from),
    // The first moment that is too late.
    filter.to === undefined ? NEVER : new Date(new Date(filter.to).getTime() + DAY_MS),
    filter.conversationId ?? null,
    filter.batchId ?? null,
  ];
}

/** Conditions on `runs` or on what stands for it in `run_search`; `id` is what the run's id is called there. */
export function sharedConditions(table: string, id: string): string {
  return `${table}.user_id = $1::uuid
    AND (${table}.created_at, ${table}.${id}) < ($2::timestamptz, $3::uuid)
    AND ${table}.created_at >= $7::timestamptz AND ${table}.created_at < $8::timestamptz
    AND ($4::text IS NULL OR ${table}.tool_id = $4::text)
    AND ($5::text IS NULL OR ${table}.kind = $5::text)`;
}

/** Conditions on `runs` alone. */
export function runConditions(filter: RunFilter): string {
  const favourite =
    filter.favourite === undefined ? '' : filter.favourite ? 'AND runs.favourite' : 'AND NOT runs.favourite';
  return `runs.deleted_at IS NULL ${favourite}
    AND ($6::text IS NULL OR runs.status = $6::text)
    AND ($9::uuid IS NULL OR runs.conversation_id = $9::uuid OR runs.id = $9::uuid)
    AND ($10::uuid IS NULL OR runs.batch_id = $10::uuid)`;
}
