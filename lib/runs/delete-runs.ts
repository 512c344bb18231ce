import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { deleteRun } from './delete-run';

/** One page of the history. */
const MOST = 100;

/**
 * Deletes several of the actor's runs, one after the other; those that are under way, gone or somebody else's are left out. Returns
 * how many it were.
 */
export async function deleteRuns({ ctx, input }: { ctx: Ctx; input: { ids: readonly string[] } }): Promise<number> {
  let deleted = 0;
  for (const id of [...new Set(input.ids)].slice(0, MOST)) {
    try {
      await deleteRun({ ctx, input: { id } });
      deleted += 1;
    } catch (error) {
      if (!(error instanceof AppError && (error.code === 'not_found' || error.code === 'conflict'))) throw error;
    }
  }
  return deleted;
}
