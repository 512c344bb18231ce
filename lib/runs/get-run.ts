import type { Ctx } from '@/lib/context';
import { findOwnRun } from './find-run';
import { toRunView } from './run-view';
import type { RunView } from './types';

/** One of the actor's runs. Throws not_found for a foreign or malformed id. */
export async function getRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<RunView> {
  return toRunView(await findOwnRun(ctx, input.id), ctx.ai);
}
