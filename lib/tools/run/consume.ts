import type { AcceptedJob, Attempt, ChainEnd, ChainInput, MadeFile, Segment } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import type { LiveRun } from '@/lib/runs';
import type { PreparedRun } from '../prepare';
import { arrange } from '../routing/arrange';
import type { OutputGuard } from '../safety';
import { openTab, type Tab } from '../spend/open-tab';
import { continuationOf } from './continue';
import { keepJob } from './keep-job';
import { totalMsOf } from './total-ms';

export interface Consumed {
  end: ChainEnd;
  attempts: Attempt[];
  files: MadeFile[];
  segments: readonly Segment[];
  /** Whoever's content was delivered, the last one where two wrote it. */
  provider: string | null;
  model: string | null;
  /** Who wrote what, from which character on. */
  parts: { provider: string; model: string; from: number }[];
  /** Jobs that providers have accepted for it, delivered or not. */
  jobs: AcceptedJob[];
  /** To be closed when the run is stored. */
  tab: Tab | undefined;
}

/** The chain's order and limits of this moment, by the operator's settings. */
function chainInput(
  ctx: Ctx,
  live: LiveRun,
  prepared: PreparedRun,
  tab: Tab | undefined,
  guard: OutputGuard | null,
): ChainInput {
  const { runs, routing } = ctx.settings.current();
  const { maxAttempts, connectMs, firstContentMs, idleMs } = runs;
  const { request, candidates, isChosen, definition } = prepared;
  const { policy, race } = routing;
  return {
    candidates: arrange(candidates, { health: ctx.ai.health(), policy, isChosen, random: Math.random() }),
    request,
    limits: { maxAttempts, connectMs, firstContentMs, idleMs, totalMs: totalMsOf({ runs }, definition.kind) },
    signal: guard ? AbortSignal.any([live.signal, guard.signal]) : live.signal,
    ...(race.enabled ? { race: { leastMs: race.leastMs } } : {}),
    ...(tab ? { admit: (model) => tab.admit(model) } : {}),
    ...(definition.continues && request.kind === 'text'
      ? { continueWith: (delivered) => continuationOf(request, delivered) }
      : {}),
  };
}

/** Drains the chain into the live run. Never throws. */
export async function consumeChain(
  ctx: Ctx,
  live: LiveRun,
  prepared: PreparedRun,
  guard: OutputGuard | null,
): Promise<Consumed> {
  const tab = await openTab(ctx, prepared.request);
  const result: Consumed = {
    end: { status: 'failed', code: 'provider_unavailable', afterContent: false, usage: {} },
    ...{ attempts: [], files: [], segments: [], parts: [], jobs: [] },
    ...{ provider: null, model: null, tab },
  };
  try {
    result.end = await ctx.ai.runChain(chainInput(ctx, live, prepared, tab, guard), {
      onAttempt: (attempt) => void result.attempts.push(attempt),
      onCommitted: (provider, model) => {
        Object.assign(result, { provider, model });
        result.parts.push({ provider, model, from: live.text.length });
      },
      onText: (delta) => live.append(delta),
      onFile: (file) => void result.files.push(file),
      onSegments: (segments) => void (result.segments = segments),
      onProgress: (progress) => live.progress(progress),
      onJob: (job) => {
        result.jobs.push(job);
        return job.canDrop ? keepJob(ctx, live.id, job) : () => {};
      },
    });
  } catch (error) {
    ctx.log.error({ err: error, runId: live.id, requestId: ctx.requestId }, 'the chain broke its promise not to throw');
    result.end = { status: 'failed', code: 'provider_unavailable', afterContent: live.text !== '', usage: {} };
  }
  return result;
}
