import type { Ctx } from '@/lib/context';
import { getRun } from '@/lib/runs';
import type { ToolView } from '@/lib/tools';
import type { PageDraft } from './draft';

/** The texts of a run's members; what is no text belongs to no field. */
function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What one of the actor's runs was asked with, to be asked again or changed; null for any other run, and another tool's. */
export async function fromRun(ctx: Ctx, view: ToolView, id: string | undefined): Promise<PageDraft | null> {
  if (id === undefined || ctx.actor.type !== 'user') return null;
  const run = await getRun({ ctx, input: { id } }).catch(() => null);
  if (run?.toolId !== view.id) return null;
  return {
    values: { input: texts(run.input), options: texts(run.options), provider: 'auto', model: 'auto' },
    continueRunId: null,
  };
}
