import { withCtx, type Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { creditsToMicro } from '@/lib/format';
import { canonicalJson, sha256 } from '@/lib/ids';
import { waitForRun, type LiveRun, type RunView } from '@/lib/runs';
import { execute, priceRun, runRequestSchema } from '@/lib/tools';
import { runKey, type ClaimedRow, type RowEnd } from './row';

/** Before another process could take this one for dead and the row for lost. */
const STALE_MS = 15_000;
/** The first pause behind a provider that was away; each next one is four times as long. */
const FIRST_PAUSE_MS = 2_000;

const HELD_MS = 3_000;

/** Ends after which the same row may do better. */
const PASSING: readonly (string | undefined)[] = ['provider_unavailable', 'provider_timeout'];
/** Ends that the server made, not the row. */
const STOPPED: readonly (string | undefined)[] = ['server_stopping', 'leader_stopped'];

/** Until credits that are set aside for other runs have come back, or not. */
function later(ctx: Ctx): RowEnd {
  return { status: 'waiting', notBefore: new Date(ctx.clock.now().getTime() + HELD_MS) };
}

/** Set aside for as long as a provider may take over a batch: up to a day. */
const FOR_LONG = `SELECT coalesce(sum(quoted_micro), 0)::text AS micro FROM runs
  WHERE user_id = $1::uuid AND status = 'running' AND detached`;

/**
 * Whatever is set aside may soon come back: from rows beside it, or from a process that has died. Only where that would
 * not be enough either has the owner to do something.
 */
async function endOfPoverty(owner: Ctx, userId: string, priceMicro: bigint): Promise<RowEnd> {
  const { available, held } = await getCredits({ ctx: owner, input: {} });
  const [forLong] = await owner.db.sql<{ micro: string }>(FOR_LONG, [userId]);
  const soon = creditsToMicro(held) - BigInt(forLong?.micro ?? 0);
  const mayComeBack = soon > 0n && creditsToMicro(available) + soon >= priceMicro;
  return mayComeBack ? later(owner) : { status: 'waiting', pause: 'insufficient_credits' };
}

function endOfFailure(ctx: Ctx, row: ClaimedRow, run: RunView): RowEnd | null {
  const { reason } = run.credits;
  // The database may know better than the process that lost it: the row is looked up by `recover`.
  if (reason === 'interrupted') return null;
  if (run.code === 'insufficient_credits') return later(ctx);
  const passing = PASSING.includes(reason);
  const hasTries = row.interruptions + 1 < ctx.settings.current().batches.tries;
  if ((passing || STOPPED.includes(reason)) && hasTries) {
    const pauseMs = passing ? FIRST_PAUSE_MS * 4 ** row.interruptions : 0;
    return { status: 'waiting', interrupted: true, notBefore: new Date(ctx.clock.now().getTime() + pauseMs) };
  }
  return { status: 'failed', reason: reason ?? run.code ?? 'provider_unavailable' };
}

function endOf(ctx: Ctx, row: ClaimedRow, run: RunView): RowEnd | null {
  const { charged, refunded, reason } = run.credits;
  const end = run.status === 'failed' ? endOfFailure(ctx, row, run) : null;
  if (run.status === 'failed' && (end === null || end.status === 'waiting')) return end;
  return {
    status: run.status === 'succeeded' ? 'succeeded' : run.status === 'cancelled' ? 'cancelled' : 'failed',
    ...(reason ? { reason } : {}),
    ...end,
    runId: run.id,
    charged: creditsToMicro(charged).toString(),
    refunded: creditsToMicro(refunded).toString(),
  };
}

/** What a refusal means for the row; null where nobody knows whether its run has begun. */
function endOfRefusal(error: unknown): RowEnd | null {
  if (!(error instanceof AppError)) return null;
  switch (error.code) {
    case 'cap_reached':
      return { status: 'waiting', pause: error.code };
    case 'invalid_input':
    case 'moderated':
    case 'provider_unavailable':
      return { status: 'failed', reason: error.code };
    default:
      return null;
  }
}

export interface RunRowInput {
  row: ClaimedRow;
  claimedAt: number;
  /** Told of the run as soon as it is under way here. */
  onLive(live: LiveRun): void;
}

/**
 * Runs one claimed row for its batch's owner. Never throws. Answers what became of it; null where that is for `recover` to
 * find out.
 */
export async function runRow(ctx: Ctx, { row, claimedAt, onLive }: RunRowInput): Promise<RowEnd | null> {
  const { batchId, userId, plan, toolId, options, provider, model } = row;
  if (row.suspended) return { status: 'cancelled', reason: 'account_closed' };
  const owner = withCtx(ctx, { actor: { type: 'user', userId, sessionId: batchId, role: 'user', plan } });
  try {
    const input = runRequestSchema.parse({ toolId, input: row.input, options, provider, model });
    const { priceMicro } = await priceRun({ ctx: owner, input });
    // What was quoted is a promise; whoever goes on agrees to the new price.
    if (priceMicro > BigInt(row.quotedMicro)) return { status: 'waiting', pause: 'price_changed' };
    if (performance.now() - claimedAt > STALE_MS) return null;
    const { run, live } = await execute({
      ctx: owner,
      input,
      idempotencyKey: runKey(row),
      requestHash: sha256(canonicalJson(input)),
      links: { batchId },
    });
    if (live) onLive(live);
    const ended = live ? await live.finished : run;
    return endOf(
      ctx,
      row,
      ended.status === 'running' ? await waitForRun({ ctx: owner, input: { id: run.id } }) : ended,
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'insufficient_credits')
      return endOfPoverty(owner, userId, BigInt(row.quotedMicro)).catch(() => null);
    const end = endOfRefusal(error);
    if (end === null) ctx.log.error({ err: error, batchId, row: row.row }, 'a row of a batch was not run');
    return end;
  }
}
