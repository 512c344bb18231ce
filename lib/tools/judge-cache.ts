import type { FieldError } from '@/lib/errors';
import type { Settings } from '@/lib/settings';
import { findDefinition } from './definitions';

/** What is wrong with the settings of kept answers: names of no tool, and tools whose answers cannot be shared. */
export function judgeCache({ cache }: Pick<Settings, 'cache'>): FieldError[] {
  const nameless = Object.keys(cache.hours)
    .filter((name) => !findDefinition(name))
    .map((name) => ({ path: `cache.hours.${name}`, message: 'names no tool' }));
  const unshareable = cache.shared.flatMap((name, index) => {
    const path = `cache.shared.${index}`;
    const tool = findDefinition(name);
    if (!tool) return [{ path, message: `"${name}" names no tool` }];
    return tool.kind === 'text' ? [] : [{ path, message: `"${name}" is not a tool of kind text` }];
  });
  return [...nameless, ...unshareable];
}
