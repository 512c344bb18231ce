import { staleSession, stillLives, type Ctx } from '@/lib/context';
import type { RunOutput, StoredPricing } from '@/lib/runs';
import type { Usage } from '@/lib/ai/types';
import type { SqlValue } from '@/lib/db';
import type { PreparedRun } from '../prepare';
import type { RunRequest } from '../schema';
import { totalMsOf } from './total-ms';

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

/** What a run belongs to, named by the verb that starts it and never by a client. */
export interface RunLinks {
  comparisonId?: string;
  batchId?: string;
  /** It waits at a provider until then, whatever becomes of this process. */
  detachedUntil?: Date;
}

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
  links?: RunLinks;
}

/** When a sweep may call the run dead. */
export function deadlineOf(ctx: Ctx, { now, prepared, links }: Pick<BeginInput, 'now' | 'prepared' | 'links'>): Date {
  if (links?.detachedUntil) return links.detachedUntil;
  return new Date(now.getTime() + totalMsOf(ctx.settings.current(), prepared.definition.kind) + HOLD_MARGIN_MS);
}

/** A run that waits at a provider belongs to no process: nobody's death ends it. */
export function ownerOf(ctx: Pick<Ctx, 'instanceId'>, { runId, links }: Pick<BeginInput, 'runId' | 'links'>): string {
  return links?.detachedUntil ? runId : ctx.instanceId;
}

/** Whether a stored run belongs to no process. */
export function isDetached({ id, owner }: { id: string; owner: string }): boolean {
  return owner === id;
}

/** What the row says of whom it belongs to, as `run_begin` reads it; absent where it stands alone. */
function linksOf({ prepared, links = {} }: BeginInput): Record<string, unknown> {
  const { comparisonId: comparison, batchId: batch, detachedUntil } = links;
  const all = { ...prepared.links, comparison, batch, detached: detachedUntil ? true : undefined };
  return Object.values(all).some((value) => value !== undefined) ? { links: all } : {};
}

const BEGIN = `SELECT run_begin($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::integer, $8::text, $9::jsonb,
  $10::jsonb, $11::jsonb, $12::text, $13::timestamptz, $14::bigint, $15::bigint, $16::uuid, $17::timestamptz, $18::timestamptz,
  $19::jsonb, $20::integer, $21::boolean, $22::boolean, $23::timestamptz, $24::bigint) AS answer`;

/** The same for a caller from memory. */
const BEGIN_IF = `${BEGIN} WHERE session_lives($25::uuid, $26::uuid, $27::text, $28::text, $29::timestamptz, $30::timestamptz)`;

function valuesOf(ctx: Ctx, begun: BeginInput): SqlValue[] {
  const { prepared, asked, now, ...input } = begun;
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
    JSON.stringify({ provider: asked.provider, model: asked.model, fresh: asked.fresh, ...linksOf(begun) }),
    prepared.cacheKey,
    cacheSince,
    prepared.cachedPriceMicro,
    prepared.quoteMicro,
    ownerOf(ctx, begun),
    deadlineOf(ctx, begun),
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
