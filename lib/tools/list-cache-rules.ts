import { requireAdmin, type Ctx } from '@/lib/context';
import { isShared, keptHours } from './cache-rules';
import { DEFINITIONS } from './definitions';

export interface CacheRule {
  toolId: string;
  name: string;
  /** Hours; 0: not at all. */
  kept: number;
  /** The tool's own hours; null where those of all tools hold. */
  ownHours: number | null;
  /** Only tools of kind text can be shared. */
  shareable: boolean;
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
    ownHours: Object.hasOwn(settings.cache.hours, tool.id) ? keptHours(settings, tool.id) : null,
    shareable: tool.kind === 'text',
    shares: isShared(settings, tool, {}),
  }));
}
