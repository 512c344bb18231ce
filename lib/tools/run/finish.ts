import type { Ctx } from '@/lib/context';
import { RUN_COLUMNS, storable, toRecord, toRunView, type RunRecord, type RunRow, type RunView } from '@/lib/runs';
import { dropFiles, type KeptFile } from './keep-files';

/** What `run_finish` is told beside the record. */
export interface FinishOptions {
  files: readonly KeptFile[];
  /** The state of a hold that captured nothing. */
  endState: 'released' | 'expired';
  /** What the provider charges us, in billionths of a US dollar; null when unknown. Never shown to users. */
  costNano: bigint | null;
}

/** Waits before trying again while the database is away; after the last the sweep has it. */
const RETRY_MS = [100, 500, 2_000];

const FINISH = `SELECT run_finish($1::uuid, $2::text, $3::jsonb, $4::text, $5::text, $6::jsonb, $7::jsonb, $8::bigint, $9::text,
  $10::text, $11::text, $12::timestamptz, $13::jsonb, $14::boolean, $15::bigint) AS answer`;

/** Answers of these codes leave no idempotency record: the same key may try again. */
const WITHOUT_RECORD: readonly (string | null)[] = ['provider_unavailable', 'invalid_input', 'moderated'];

interface FinishAnswer {
  outcome: 'finished' | 'ended';
}

/** Settles a run's hold and stores its result: one round trip. */
export async function finishRun(ctx: Ctx, record: RunRecord, options: FinishOptions): Promise<FinishAnswer> {
  const { output, files } = { output: record.output, files: options.files };
  const kept = output.text === undefined ? output : { ...output, text: storable(output.text) };
  const rows = await ctx.db.sql<{ answer: FinishAnswer }>(FINISH, [
    record.id,
    record.status,
    JSON.stringify(kept),
    record.provider,
    record.model,
    JSON.stringify(record.attempts),
    record.usage === null ? null : JSON.stringify(record.usage),
    record.chargedMicro,
    options.endState,
    record.reason,
    record.errorCode,
    record.finishedAt,
    files.length === 0 ? null : JSON.stringify(files),
    WITHOUT_RECORD.includes(record.errorCode),
    options.costNano,
  ]);
  if (!rows[0]) throw new Error('run_finish gave no answer');
  return rows[0].answer;
}

/** The very same call again is answered as the first was, so a lost answer costs nothing but time. */
async function persist(ctx: Ctx, record: RunRecord, options: FinishOptions): Promise<FinishAnswer | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await finishRun(ctx, record, options);
    } catch (error) {
      const waitMs = RETRY_MS[attempt];
      ctx.log.error({ err: error, runId: record.id, requestId: ctx.requestId, attempt }, 'a run could not be stored');
      if (waitMs === undefined) return null;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function interrupted(record: RunRecord): RunRecord {
  return {
    ...record,
    status: 'failed',
    output: record.output.text === undefined ? {} : { text: record.output.text },
    chargedMicro: 0n,
    refundedMicro: record.quotedMicro,
    reason: 'interrupted',
    errorCode: 'provider_unavailable',
  };
}

/**
 * Ends a run and tells how it really ended: another ending may have been first, and then nothing is charged now.
 * Where the database stays away the run counts as interrupted; its hold returns with the sweep. Never throws.
 */
export async function endRun(ctx: Ctx, record: RunRecord, options: FinishOptions): Promise<RunView> {
  const answer = await persist(ctx, record, options);
  if (answer?.outcome === 'finished') return toRunView(record, ctx.ai);
  // After an unclear failure the files may belong to a stored run; only a certain "no" removes them.
  if (answer === null) return toRunView(interrupted(record), ctx.ai);
  ctx.log.warn({ runId: record.id, requestId: ctx.requestId }, 'a run had ended before its result came');
  const [row] = await ctx.db
    .sql<RunRow>(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = $1::uuid`, [record.id])
    .catch((): RunRow[] => []);
  const known = row ? toRecord(row) : interrupted(record);
  const shown = new Set((known.output.files ?? []).map((file) => file.id));
  await dropFiles(
    ctx,
    options.files.filter((file) => !shown.has(file.id)),
  );
  return toRunView(known, ctx.ai);
}
