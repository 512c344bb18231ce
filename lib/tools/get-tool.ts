import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { modelsOfKind } from './candidates';
import { findDefinition } from './definitions';
import { toToolView } from './tool-view';
import type { ToolView } from './types';

/** One tool, for anybody. Throws not_found. */
export async function getTool({ ctx, input }: { ctx: Ctx; input: { toolId: string } }): Promise<ToolView> {
  const definition = findDefinition(input.toolId);
  if (!definition || modelsOfKind(ctx.ai, definition.kind, ctx.settings.current().routing.order).length === 0) {
    throw notFound('tool');
  }
  return toToolView(ctx, definition);
}
