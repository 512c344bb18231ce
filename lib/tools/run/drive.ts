import type { Model } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { toRunView, type LiveRun, type RunOutput, type RunRecord, type RunView } from '@/lib/runs';
import { billOf, tokensOf } from '../bill';
import type { PreparedRun } from '../prepare';
import { priceMicro } from '../price';
import { consumeChain, type Consumed } from './consume';
import { endRun } from './finish';
import { keepFiles, type KeptFile } from './keep-files';
import { savePartials } from './save-partials';

function answeringModel(prepared: PreparedRun, consumed: Consumed): Model | undefined {
  const { provider, model } = consumed.end.status === 'succeeded' ? consumed.end : consumed;
  return prepared.candidates.find(
    (candidate) => candidate.provider === provider && (candidate.id === model || candidate.name === model),
  );
}

async function keep(ctx: Ctx, live: LiveRun, consumed: Consumed): Promise<KeptFile[]> {
  try {
    return await keepFiles(ctx, consumed.files);
  } catch (error) {
    ctx.log.error({ err: error, runId: live.id, requestId: ctx.requestId }, 'a file could not be kept');
    return [];
  }
}

function outputOf(text: string, files: readonly KeptFile[]): RunOutput {
  const shown = files.map(({ sha256: _sha256, storageKey: _storageKey, ...file }) => file);
  return { ...(text === '' ? {} : { text }), ...(shown.length === 0 ? {} : { files: shown }) };
}

/** The run as it has ended, with its bill. */
function settleRecord(
  ctx: Ctx,
  started: RunRecord,
  prepared: PreparedRun,
  live: LiveRun,
  consumed: Consumed,
  files: readonly KeptFile[],
): RunRecord {
  const { prices, runs } = ctx.settings.current();
  const { end } = consumed;
  const output = outputOf(live.text, files);
  const model = answeringModel(prepared, consumed);
  const bill = billOf(
    {
      end,
      deliveredTokens: end.usage.outputTokens ?? tokensOf(live.text),
      deliveredFiles: files.length > 0,
      // White space is no answer.
      hasOutput: live.text.trim() !== '' || files.length > 0,
      stopReason: live.stopReason,
    },
    started.quotedMicro,
    // The lead model costs what was quoted, whatever the operator has changed since.
    model && model !== prepared.candidates[0] ? priceMicro(prices, prepared.definition.id, model) : started.quotedMicro,
    runs.outputTokens,
  );
  const named = end.status === 'succeeded' ? end : consumed;
  return {
    ...started,
    status: bill.status,
    output,
    provider: named.provider,
    model: model?.id ?? named.model,
    attempts: consumed.attempts,
    usage: Object.keys(end.usage).length > 0 ? end.usage : null,
    chargedMicro: bill.captureMicro,
    refundedMicro: started.quotedMicro - bill.captureMicro,
    reason: bill.reason,
    errorCode: bill.errorCode,
    finishedAt: ctx.clock.now(),
  };
}

async function drive(ctx: Ctx, started: RunRecord, prepared: PreparedRun, live: LiveRun): Promise<RunView> {
  const stopSaving = savePartials(ctx, live);
  const consumed = await consumeChain(ctx, live, prepared);
  stopSaving();
  const files = await keep(ctx, live, consumed);
  const record = settleRecord(ctx, started, prepared, live, consumed, files);
  return endRun(ctx, record, { files, endState: 'released' });
}

/**
 * Lets a started run take its course in this process, whoever stays to watch.
 * The returned handle always comes to an end.
 */
export function startDriving(ctx: Ctx, started: RunRecord, prepared: PreparedRun): LiveRun {
  const live = ctx.live.open(started.id, started.userId);
  drive(ctx, started, prepared, live).then(
    (view) => live.end(view),
    (error: unknown) => {
      ctx.log.error(
        { err: error, runId: live.id, requestId: ctx.requestId },
        'a run fell over; its hold returns with the sweep',
      );
      const fallen: RunRecord = {
        ...started,
        status: 'failed',
        refundedMicro: started.quotedMicro,
        reason: 'interrupted',
        errorCode: 'provider_unavailable',
        finishedAt: ctx.clock.now(),
      };
      live.end(toRunView(fallen, ctx.ai));
    },
  );
  return live;
}
