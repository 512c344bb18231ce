import type { Settings } from '@/lib/settings';
import type { ToolDefinition } from './definition';
import type { RunRequest } from './schema';

type CacheSettings = Pick<Settings, 'cache' | 'runs'>;

/** How long a tool's answers are kept, in hours; 0: not at all. */
export function keptHours({ cache, runs }: CacheSettings, toolId: string): number {
  return cache.hours[toolId] ?? runs.cacheHours;
}

/**
 * Whether a run may be served by other people's answers, and its own answer serve theirs: the operator shares the tool, it
 * works on text alone, and the request does not keep to itself.
 */
export function isShared(
  { cache }: CacheSettings,
  tool: Pick<ToolDefinition, 'id' | 'kind'>,
  asked: Pick<RunRequest, 'private'>,
): boolean {
  return tool.kind === 'text' && asked.private !== true && cache.shared.includes(tool.id);
}
