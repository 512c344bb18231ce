import type { BatchRowStatus, PauseReason } from '../types';

/** A row that this process has claimed. */
export interface ClaimedRow {
  batchId: string;
  row: number;
  input: Record<string, unknown>;
  attempt: number;
  interruptions: number;
  quotedMicro: string;
  userId: string;
  toolId: string;
  options: Record<string, unknown>;
  provider: string;
  model: string;
  plan: 'free' | 'premium';
  suspended: boolean;
}

/** What became of it. `waiting` is tried again, under the next key. */
export interface RowEnd {
  status: Exclude<BatchRowStatus, 'running'>;
  runId?: string;
  charged?: string;
  refunded?: string;
  reason?: string;
  /** Counts towards the tries of a row. */
  interrupted?: boolean;
  /** When it may be tried again. */
  notBefore?: Date;
  /** Stops the whole batch. */
  pause?: PauseReason;
}

/** Names a claimed row within a process. */
export function rowKey({ batchId, row }: Pick<ClaimedRow, 'batchId' | 'row'>): string {
  return `${batchId}:${row}`;
}

/** The key its run stands under: whoever begins it again, by mistake or after a crash, meets the same run. */
export function runKey({ batchId, row, attempt }: Pick<ClaimedRow, 'batchId' | 'row' | 'attempt'>): string {
  return `batch:${batchId}:${row}:${attempt}`;
}
