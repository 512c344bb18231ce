import type { ChainEnd, Model } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { toRunView, type LiveRun, type RunOutput, type RunRecord, type RunView } from '@/lib/runs';
import { billOf } from '../bill';
import { judgeAnswer } from '../judge-answer';
import type { PreparedRun } from '../prepare';
import type { Pricing } from '../pricing/pricing';
import { guardOutput, type Withheld } from '../safety';
import { consumeChain, type Consumed } from './consume';
import { storeShares, type CostShares } from '../spend/store-shares';
import { costOfRun, type RunCost } from './cost-of-run';
import { endRun } from './finish';
import { keepFiles, type KeptFile } from './keep-files';
import { measure, shownUsage } from './measure';
import { savePartials } from './save-partials';
import { tellEnd } from './tell-end';

/** Whoever answered, and at which price: the lead's where nobody known did. */
function answering(prepared: PreparedRun, consumed: Consumed): { model: Model | undefined; pricing: Pricing } {
  const { provider, model } = consumed.end.status === 'succeeded' ? consumed.end : consumed;
  const index = prepared.candidates.findIndex(
    (candidate) => candidate.provider === provider && (candidate.id === model || candidate.name === model),
  );
  return { model: prepared.candidates[index], pricing: prepared.pricings[index] ?? prepared.pricings[0] };
}

async function keep(ctx: Ctx, live: LiveRun, consumed: Consumed): Promise<KeptFile[]> {
  try {
    return await keepFiles(ctx, consumed.files);
  } catch (error) {
    ctx.log.error({ err: error, runId: live.id, requestId: ctx.requestId }, 'a file could not be kept');
    return [];
  }
}

function outputOf(text: string, files: readonly KeptFile[], segments: Consumed['segments']): RunOutput {
  const shown = files.map(({ sha256: _sha256, storageKey: _storageKey, ...file }) => file);
  return {
    ...(text === '' ? {} : { text }),
    ...(shown.length === 0 ? {} : { files: shown }),
    ...(segments.length === 0 ? {} : { segments }),
  };
}

/** The run as it has ended, with its bill and what it costs us. */
function settleRecord(
  ctx: Ctx,
  started: RunRecord,
  prepared: PreparedRun,
  live: LiveRun,
  consumed: Consumed,
  files: readonly KeptFile[],
  withheld: Withheld | null,
): { record: RunRecord; cost: RunCost } {
  const end: ChainEnd = withheld
    ? { status: 'failed', code: withheld, afterContent: false, usage: consumed.end.usage }
    : consumed.end;
  const { text, isWrong } = judgeAnswer(ctx, prepared, live, consumed);
  const output = withheld ? {} : outputOf(text, files, consumed.segments);
  const { model, pricing } = answering(prepared, consumed);
  // What is withheld was made all the same, and costs us.
  const used = measure(prepared.request, end.usage, live.text, withheld ? consumed.files : files, model);
  const bill = billOf(
    {
      end,
      used,
      deliveredFiles: files.length > 0,
      // White space is no answer.
      hasOutput: live.text.trim() !== '' || files.length > 0,
      stopReason: live.stopReason,
      isWrong,
      isShort: prepared.request.kind === 'image' && used.images < (prepared.request.count ?? 1),
    },
    started.quotedMicro,
    pricing,
  );
  const named = end.status === 'succeeded' ? end : consumed;
  // A metered receipt shows what was measured, by whoever counted it.
  const shown = pricing.rule === 'flat' ? end.usage : shownUsage(prepared.request, used, end.usage);
  const record: RunRecord = {
    ...started,
    status: bill.status,
    output,
    provider: named.provider,
    model: model?.id ?? named.model,
    attempts: consumed.attempts,
    usage: Object.keys(shown).length > 0 ? shown : null,
    chargedMicro: bill.captureMicro,
    refundedMicro: started.quotedMicro - bill.captureMicro,
    reason: bill.reason,
    errorCode: bill.errorCode,
    finishedAt: ctx.clock.now(),
  };
  return { record, cost: costOfRun(prepared, consumed, used, live.text) };
}

async function drive(ctx: Ctx, started: RunRecord, prepared: PreparedRun, live: LiveRun): Promise<RunView> {
  const stopSaving = savePartials(ctx, live);
  const guard = guardOutput(ctx, live);
  const consumed = await consumeChain(ctx, live, prepared, guard);
  stopSaving();
  let paid: CostShares = new Map();
  try {
    const withheld = guard ? await guard.judge(consumed.files) : null;
    const files = withheld ? [] : await keep(ctx, live, consumed);
    const { record, cost } = settleRecord(ctx, started, prepared, live, consumed, files, withheld);
    if (withheld) live.withhold();
    paid = cost.shares;
    const view = await endRun(ctx, record, { files, endState: 'released', costNano: cost.total });
    await storeShares(ctx, record, paid);
    await tellEnd(ctx, live, record, view);
    return view;
  } finally {
    consumed.tab?.close(paid);
  }
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
