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

/**
 * What one of the actor's runs was asked with, to be asked again or changed, of one model where that is named; null for any
 * other run, and another tool's.
 */
export async function fromRun(
  ctx: Ctx,
  view: ToolView,
  id: string | undefined,
  modelId?: string,
): Promise<PageDraft | null> {
  if (id === undefined || ctx.actor.type !== 'user') return null;
  const run = await getRun({ ctx, input: { id } }).catch(() => null);
  if (run?.toolId !== view.id) return null;
  const model = view.models.find((one) => one.id === modelId);
  const asked = { provider: model?.provider ?? 'auto', model: model?.id ?? 'auto' };
  return {
    values: { input: texts(run.input), options: texts(run.options), ...asked },
    continueRunId: null,
    isOwn: true,
  };
}
