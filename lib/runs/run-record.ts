import type { Attempt, Segment, Usage } from '@/lib/ai/types';
import type { ErrorCode } from '@/lib/errors';
import type { PricingView, RunKind, RunStatus } from './types';

/** A file of a run's output, as the run's row names it. */
export interface OutputFile {
  id: string;
  mediaType: string;
  bytes: number;
  width?: number;
  height?: number;
  seconds?: number;
}

export interface RunOutput {
  text?: string;
  files?: OutputFile[];
  /** The passages of a transcript. */
  segments?: readonly Segment[];
}

/** How a run was priced: by its first model, and by each other one that charges otherwise. Runs of old have neither. */
export interface StoredPricing {
  lead?: PricingView;
  models?: Record<string, PricingView>;
}

/** A run's row. Built in memory by the process that drives it, so that showing a run costs no query. */
export interface RunRecord {
  id: string;
  userId: string;
  toolId: string;
  kind: RunKind;
  status: RunStatus;
  input: Record<string, unknown>;
  options: Record<string, unknown>;
  output: RunOutput;
  provider: string | null;
  model: string | null;
  cached: boolean;
  cachedFrom: string | null;
  /** The run whose answer this one waits for, or has got. */
  leaderId: string | null;
  attempts: Attempt[];
  usage: Usage | null;
  pricing: StoredPricing;
  quotedMicro: bigint;
  chargedMicro: bigint;
  refundedMicro: bigint;
  reason: string | null;
  errorCode: ErrorCode | null;
  promptId: string | null;
  continuesId: string | null;
  conversationId: string | null;
  comparisonId: string | null;
  batchId: string | null;
  owner: string;
  deadlineAt: Date;
  favourite: boolean;
  note: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

type MicroColumn = 'quotedMicro' | 'chargedMicro' | 'refundedMicro';
export type RunRow = Omit<RunRecord, MicroColumn> & Record<MicroColumn, string>;

/**
 * Amounts travel as text: drivers differ in how they read BIGINT. What waits for another run shows what that one has so
 * far. For a query of `runs` under its own name.
 */
export const RUN_COLUMNS = `id, user_id AS "userId", tool_id AS "toolId", kind, status, input, options,
  CASE WHEN leader_id IS NOT NULL AND status = 'running'
    THEN (SELECT leader.output FROM runs leader WHERE leader.id = runs.leader_id) ELSE output END AS output,
  provider, model, cached, cached_from AS "cachedFrom", leader_id AS "leaderId", attempts, usage, pricing, quoted_micro::text AS "quotedMicro",
  charged_micro::text AS "chargedMicro", refunded_micro::text AS "refundedMicro", reason, error_code AS "errorCode",
  prompt_id AS "promptId", continues_id AS "continuesId", conversation_id AS "conversationId", comparison_id AS "comparisonId",
  batch_id AS "batchId", owner, deadline_at AS "deadlineAt", favourite, note, created_at AS "createdAt",
  finished_at AS "finishedAt"`;

export function toRecord(row: RunRow): RunRecord {
  return {
    ...row,
    quotedMicro: BigInt(row.quotedMicro),
    chargedMicro: BigInt(row.chargedMicro),
    refundedMicro: BigInt(row.refundedMicro),
  };
}
