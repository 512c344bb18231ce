import { requireAdmin, type Ctx } from '@/lib/context';
import { isShared, keptHours } from './cache-rules';
import { DEFINITIONS } from './definitions';

export interface CacheRule {
  toolId: string;
  name: string;
  /** Hours; 0: not at all. */
  kept: number;
  /** Whether its answers serve other people. */
  shares: boolean;
}

/** How each tool keeps its answers, as the settings stand. @throws AppError unauthenticated, forbidden. */
export function listCacheRules({ ctx }: { ctx: Ctx }): CacheRule[] {
  requireAdmin(ctx.actor);
  const settings = ctx.settings.current();
  return DEFINITIONS.map((tool) => ({
    toolId: tool.id,
    name: tool.name,
    kept: keptHours(settings, tool.id),
    shares: isShared(settings, tool, {}),
  }));
}
