import type { Ctx } from '@/lib/context';
import { modelsOfKind } from './candidates';
import { DEFINITIONS } from './definitions';
import { toToolView } from './tool-view';
import type { ToolView } from './types';

/** Every tool that can run, for anybody. */
export async function listTools({
  ctx,
}: {
  ctx: Ctx;
  input?: object;
}): Promise<{ items: ToolView[]; nextCursor: null }> {
  const { order } = ctx.settings.current().routing;
  const runnable = DEFINITIONS.filter((definition) => modelsOfKind(ctx.ai, definition.kind, order).length > 0);
  return { items: runnable.map((definition) => toToolView(ctx, definition)), nextCursor: null };
}
