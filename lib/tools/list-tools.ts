import type { Ctx } from '@/lib/context';
import { pricedModels } from './candidates';
import { DEFINITIONS } from './definitions';
import { toToolView } from './tool-view';
import type { ToolView } from './types';

/** Every tool that can run, and those that only wait for a provider and say so, for anybody. */
export async function listTools({
  ctx,
}: {
  ctx: Ctx;
  input?: object;
}): Promise<{ items: ToolView[]; nextCursor: null }> {
  const runnable = DEFINITIONS.filter(
    (definition) =>
      definition.demoDeclines !== undefined || pricedModels(ctx.ai, ctx.settings.current(), definition).length > 0,
  );
  return { items: runnable.map((definition) => toToolView(ctx, definition)), nextCursor: null };
}
