import type { Ctx } from '@/lib/context';
import type { LiveRun } from '@/lib/runs';
import type { PreparedRun } from './prepare';
import type { Consumed } from './run/consume';

/** What is kept of an answer, or that it was none. */
export interface Judged {
  text: string;
  /** It came whole and has not the form that was asked for. */
  isWrong: boolean;
}

/** The tool's own look at an answer that came whole. A look that fails itself takes the answer as it is. */
export function judgeAnswer(ctx: Ctx, prepared: PreparedRun, live: LiveRun, { end }: Consumed): Judged {
  const { text } = live;
  const { judge } = prepared.definition;
  if (!judge || end.status !== 'succeeded' || text.trim() === '') return { text, isWrong: false };
  try {
    const verdict = judge(text, prepared.call);
    if ('text' in verdict) return { text: verdict.text, isWrong: false };
    ctx.log.info({ runId: live.id, requestId: ctx.requestId, wrong: verdict.wrong }, 'an answer had not its form');
    return { text, isWrong: true };
  } catch (error) {
    ctx.log.error({ err: error, runId: live.id, requestId: ctx.requestId }, 'an answer could not be judged');
    return { text, isWrong: false };
  }
}
