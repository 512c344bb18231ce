import { microToCredits } from '@/lib/format';
import type { BatchRowStatus, BatchRowView, BatchStatus, BatchView, PauseReason, RowCounts } from './types';

/** A batch as the database tells it, with what its rows add up to. */
export interface BatchRecord extends RowCounts {
  id: string;
  userId: string;
  toolId: string;
  name: string;
  status: BatchStatus;
  reason: PauseReason | null;
  options: Record<string, unknown>;
  provider: string;
  model: string;
  delayed: boolean;
  columns: string[];
  quotedMicro: string;
  chargedMicro: string;
  refundedMicro: string;
  createdAt: Date;
  finishedAt: Date | null;
}

const count = (status: BatchRowStatus) => `count(*) FILTER (WHERE r.status = '${status}')::integer AS ${status}`;

/** For a query of `batches` as `b`. Figures are counted from the rows, so that they are always true. */
export const BATCH_COLUMNS = `b.id, b.user_id AS "userId", b.tool_id AS "toolId", b.name, b.status, b.reason, b.options, b.provider,
  b.model, b.delayed, b.columns, b.total, figures.*, b.quoted_micro::text AS "quotedMicro", b.created_at AS "createdAt",
  b.finished_at AS "finishedAt"`;

export const BATCH_FIGURES = `CROSS JOIN LATERAL (
  SELECT ${(['waiting', 'running', 'succeeded', 'failed', 'cancelled'] as const).map(count).join(', ')},
    coalesce(sum(r.charged_micro), 0)::text AS "chargedMicro", coalesce(sum(r.refunded_micro), 0)::text AS "refundedMicro"
  FROM batch_rows r WHERE r.batch_id = b.id) figures`;

const credits = (micro: string) => microToCredits(BigInt(micro));

export function toBatchView(record: BatchRecord): BatchView {
  const { id, toolId, name, status, reason, options, provider, model, delayed } = record;
  const { total, waiting, running, succeeded, failed, cancelled } = record;
  return {
    ...{ id, toolId, name, status, options, provider, model, delayed },
    ...(reason ? { reason } : {}),
    rows: { total, waiting, running, succeeded, failed, cancelled },
    credits: {
      quoted: credits(record.quotedMicro),
      charged: credits(record.chargedMicro),
      refunded: credits(record.refundedMicro),
    },
    createdAt: record.createdAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
  };
}

/** A row as the database tells it. */
export interface RowRecord {
  row: number;
  status: BatchRowStatus;
  input: Record<string, unknown>;
  runId: string | null;
  preview: string | null;
  quotedMicro: string;
  chargedMicro: string;
  refundedMicro: string;
  reason: string | null;
  finishedAt: Date | null;
}

/** A cell as text, whatever JSON it came as. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

export function toRowView(record: RowRecord): BatchRowView {
  const { row, status, input, runId, preview, reason, finishedAt } = record;
  return {
    ...{ row, status, runId, preview },
    input: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, cellText(value)])),
    credits: {
      quoted: credits(record.quotedMicro),
      charged: credits(record.chargedMicro),
      refunded: credits(record.refundedMicro),
    },
    ...(reason ? { reason } : {}),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
