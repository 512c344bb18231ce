import { requireUserId, type Ctx } from '@/lib/context';
import { RUN_COLUMNS, toRecord, type RunRow } from './run-record';
import { toRunView } from './run-view';
import { lastIdAfter } from './stream/parts';
import type { RunUnderWay, RunView } from './types';

const LAST_HALF = /[\ud800-\udbff]$/;

/** The actor's run with what has come of it until now, and where its stream goes on from there. */
export function asItGrows(ctx: Ctx, run: RunView): RunUnderWay {
  // A page is sent as UTF-8, which knows no half of a character.
  const text = (ctx.live.get(run.id)?.text ?? run.output.text ?? '').replace(LAST_HALF, '');
  return {
    run: text === '' ? run : { ...run, output: { ...run.output, text } },
    lastId: String(lastIdAfter(text.length)),
  };
}

/** The actor's newest run of a tool that is under way; null where there is none. */
export async function findUnderWay({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { toolId: string };
}): Promise<RunUnderWay | null> {
  const [row] = await ctx.db.sql<RunRow>(
    `SELECT ${RUN_COLUMNS} FROM runs WHERE user_id = $1::uuid AND status = 'running' AND tool_id = $2::text
      AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 1`,
    [requireUserId(ctx.actor), input.toolId],
  );
  return row ? asItGrows(ctx, toRunView(toRecord(row), ctx.ai)) : null;
}
