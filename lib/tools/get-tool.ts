import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { pricedModels } from './candidates';
import { findDefinition } from './definitions';
import { toToolView } from './tool-view';
import type { ToolView } from './types';

/** One tool, for anybody. Throws not_found. */
export async function getTool({ ctx, input }: { ctx: Ctx; input: { toolId: string } }): Promise<ToolView> {
  const definition = findDefinition(input.toolId);
  if (!definition) throw notFound('tool');
  const isRunnable = pricedModels(ctx.ai, ctx.settings.current(), definition).length > 0;
  if (!isRunnable && definition.demoDeclines === undefined) throw notFound('tool');
  return toToolView(ctx, definition);
}
