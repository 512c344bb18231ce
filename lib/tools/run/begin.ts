import { staleSession, stillLives, type Ctx } from '@/lib/context';
import type { RunOutput, StoredPricing } from '@/lib/runs';
import type { Usage } from '@/lib/ai/types';
import type { SqlValue } from '@/lib/db';
import type { PreparedRun } from '../prepare';
import type { RunRequest } from '../schema';

/** Beyond the chain's own deadline: time to store the result before a sweep calls the run dead. */
const HOLD_MARGIN_MS = 30_000;

export type BeginAnswer =
  | { outcome: 'started'; runId: string }
  | {
      outcome: 'cached';
      runId: string;
      kind: 'own' | 'shared';
      price: string;
      output: RunOutput;
      provider: string | null;
      model: string | null;
      usage: Usage | null;
    }
  /** It waits for an identical run under way, and holds nothing. */
  | { outcome: 'joined'; runId: string; leaderId: string; owner: string; deadlineAt: string }
  | { outcome: 'repeated'; runId: string }
  | { outcome: 'mismatch' }
  | { outcome: 'insufficient'; needed: string; available: string; debt: string; repeated?: boolean }
  /** Too many refunds for refused content: nothing was held, and the key may be used again. */
  | { outcome: 'moderation_limit'; retryAt: string }
  | { outcome: 'unknown_user' };

export interface BeginInput {
  runId: string;
  userId: string;
  now: Date;
  prepared: PreparedRun;
  /** What the row keeps for the receipt. */
  pricing: StoredPricing;
  asked: RunRequest;
  scope: string;
  key: string;
  requestHash: string;
}

export function deadlineOf(ctx: Ctx, now: Date): Date {
  return new Date(now.getTime() + ctx.settings.current().runs.totalMs + HOLD_MARGIN_MS);
}

const BEGIN = `SELECT run_begin($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::integer, $8::text, $9::jsonb,
  $10::jsonb, $11::jsonb, $12::text, $13::timestamptz, $14::bigint, $15::bigint, $16::uuid, $17::timestamptz, $18::timestamptz,
  $19::jsonb, $20::integer, $21::boolean, $22::boolean, $23::timestamptz, $24::bigint) AS answer`;

/** The same for a caller from memory. */
const BEGIN_IF = `${BEGIN} WHERE session_lives($25::uuid, $26::uuid, $27::text, $28::text, $29::timestamptz, $30::timestamptz)`;

function valuesOf(ctx: Ctx, { prepared, asked, now, ...input }: BeginInput): SqlValue[] {
  const { keptHours, sharedPriceMicro } = prepared;
  const cacheSince = asked.fresh || keptHours === 0 ? null : new Date(now.getTime() - keptHours * 3_600_000);
  return [
    input.runId,
    input.userId,
    input.scope,
    input.key,
    input.requestHash,
    prepared.definition.id,
    prepared.definition.version,
    prepared.definition.kind,
    JSON.stringify(prepared.call.input),
    JSON.stringify(prepared.call.options),
    JSON.stringify({ provider: asked.provider, model: asked.model, fresh: asked.fresh }),
    prepared.cacheKey,
    cacheSince,
    prepared.cachedPriceMicro,
    prepared.quoteMicro,
    ctx.instanceId,
    deadlineOf(ctx, now),
    now,
    JSON.stringify(input.pricing),
    ctx.settings.current().runs.moderationRefundsPerDay,
    !asked.fresh,
    sharedPriceMicro !== null,
    sharedPriceMicro === null ? null : cacheSince,
    sharedPriceMicro,
  ];
}

/**
 * Idempotency record, look-up of a kept answer or of the same run under way, hold and row: one round trip.
 * @throws AppError unauthenticated, marked as a stale session, where a remembered caller no longer is who it was.
 */
export async function beginRun(ctx: Ctx, input: BeginInput): Promise<BeginAnswer> {
  const lives = stillLives(ctx.actor, ctx);
  // The run has an id of its own: a lost answer is met again as a repeat of this very run.
  const rows = await ctx.db.sql<{ answer: BeginAnswer }>(
    lives ? BEGIN_IF : BEGIN,
    [...valuesOf(ctx, input), ...(lives ?? [])],
    { repeatable: true },
  );
  if (rows[0]) return rows[0].answer;
  if (lives) throw staleSession();
  throw new Error('run_begin gave no answer');
}
