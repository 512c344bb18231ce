import type { Ai, BatchResult, ChainEnd, Model } from '@/lib/ai/types';
import { withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findOwnRun, toRunView, type RunRecord, type RunView } from '@/lib/runs';
import { prepareRun, type PreparedRun } from '../prepare';
import { startDriving } from '../run/drive';
import { endRun } from '../run/finish';
import type { RunRequest } from '../schema';
import { discounted } from './discounted';

export interface SettleDetachedArgs {
  ctx: Ctx;
  /** As the run was begun with. */
  input: RunRequest;
  runId: string;
  share: number;
  /** What came of it; `cancelled` where it was given up before. */
  result: Omit<BatchResult, 'id'> & { cancelled?: boolean };
}

function endOf(model: Model, { text, usage = {}, failure, cancelled }: SettleDetachedArgs['result']): ChainEnd {
  if (text !== undefined) return { status: 'succeeded', provider: model.provider, model: model.id, usage };
  if (cancelled) return { status: 'cancelled', afterContent: false, usage };
  return { status: 'failed', code: failure ?? 'provider_unavailable', afterContent: false, usage };
}

/** A chain whose only call has been made already, in a batch. */
function answered(model: Model, result: SettleDetachedArgs['result'], startedAt: string, now: Date): Ai['runChain'] {
  return async (_input, sink) => {
    const end = endOf(model, result);
    if (result.text !== undefined) {
      sink.onCommitted(model.provider, model.id);
      sink.onText(result.text);
    }
    const outcome =
      end.status === 'succeeded' ? 'succeeded' : end.status === 'cancelled' ? 'cancelled' : 'server_error';
    const ms = Math.max(0, now.getTime() - Date.parse(startedAt));
    sink.onAttempt({ provider: model.provider, model: model.id, outcome, ms });
    return end;
  };
}

/** The run as it would be asked now; null where the operator has taken its model or its tool away since, or lowered a limit. */
async function preparedNow(ctx: Ctx, { input, share }: SettleDetachedArgs): Promise<PreparedRun | null> {
  try {
    return discounted(ctx, await prepareRun(ctx, input), share);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Nobody can price or judge it any more: it ends for nothing, and keeps no other row waiting. */
function giveUp(ctx: Ctx, record: RunRecord, cancelled: boolean): Promise<RunView> {
  const given: RunRecord = {
    ...record,
    status: cancelled ? 'cancelled' : 'failed',
    refundedMicro: record.quotedMicro,
    reason: cancelled ? 'cancelled' : 'provider_unavailable',
    errorCode: cancelled ? null : 'provider_unavailable',
    finishedAt: ctx.clock.now(),
  };
  return endRun(ctx, given, { files: [], endState: 'released', costNano: null });
}

/**
 * Ends a detached run with what a provider's batch has brought, as if this process had asked for it: looked at, judged,
 * charged at the price it was begun at, stored. Whoever does it twice, or after its time was up, is told how it ended.
 * Throws not_found.
 */
export async function settleDetached(args: SettleDetachedArgs): Promise<RunView> {
  const { ctx, runId, result } = args;
  const record = await findOwnRun(ctx, runId);
  if (record.status !== 'running') return toRunView(record, ctx.ai);
  const prepared = await preparedNow(ctx, args);
  const model = prepared?.candidates[0];
  if (!prepared || !model) return giveUp(ctx, record, result.cancelled === true);
  const runChain = answered(model, result, record.createdAt.toISOString(), ctx.clock.now());
  const live = startDriving(withCtx(ctx, { ai: { ...ctx.ai, runChain } }), record, prepared);
  return live.finished;
}
