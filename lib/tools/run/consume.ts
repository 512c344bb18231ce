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
    for await (const event of ctx.ai.runChain({ ...work, limits, signal: live.signal })) {
      switch (event.type) {
        case 'attempt':
          result.attempts.push(event.attempt);
          break;
        case 'committed':
          result.provider = event.provider;
          result.model = event.model;
          break;
        case 'text':
          live.append(event.delta);
          if (live.text.length > MAX_CHARACTERS) live.stop('interrupted');
          break;
        case 'file':
          result.files.push(event.file);
          break;
        case 'end':
          result.end = event.end;
          break;
      }
    }
  } catch (error) {
    ctx.log.error({ err: error, runId: live.id, requestId: ctx.requestId }, 'the chain broke its promise not to throw');
    result.end = { status: 'failed', code: 'provider_unavailable', afterContent: live.text !== '', usage: {} };
  }
  return result;
}
