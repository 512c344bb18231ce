import type { Attempt, ChainEnd, MadeFile, Model, ModelRequest } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import type { LiveRun } from '@/lib/runs';

/** Far beyond what any limit we send allows: a server that does not stop is stopped. */
const MAX_CHARACTERS = 2_000_000;

export interface Consumed {
  end: ChainEnd;
  attempts: Attempt[];
  files: MadeFile[];
  /** Whoever's content was delivered. */
  provider: string | null;
  model: string | null;
}

/** Drains the chain into the live run. Never throws. */
export async function consumeChain(
  ctx: Ctx,
  live: LiveRun,
  work: { candidates: Model[]; request: ModelRequest },
): Promise<Consumed> {
  const { maxAttempts, connectMs, firstContentMs, idleMs, totalMs } = ctx.settings.current().runs;
  const limits = { maxAttempts, connectMs, firstContentMs, idleMs, totalMs };
  const result: Consumed = {
    end: { status: 'failed', code: 'provider_unavailable', afterContent: false, usage: {} },
    attempts: [],
    files: [],
    provider: null,
    model: null,
  };
  try {
    result.end = await ctx.ai.runChain(
      { ...work, limits, signal: live.signal },
      {
        onAttempt: (attempt) => void result.attempts.push(attempt),
        onCommitted: (provider, model) => Object.assign(result, { provider, model }),
        onText: (delta) => {
          live.append(delta);
          if (live.text.length > MAX_CHARACTERS) live.stop('interrupted');
        },
        onFile: (file) => void result.files.push(file),
      },
    );
  } catch (error) {
    ctx.log.error({ err: error, runId: live.id, requestId: ctx.requestId }, 'the chain broke its promise not to throw');
    result.end = { status: 'failed', code: 'provider_unavailable', afterContent: live.text !== '', usage: {} };
  }
  return result;
}
