import type { Model } from '@/lib/ai/types';
import type { FieldError } from '@/lib/errors';
import type { Settings } from '@/lib/settings';
import { findDefinition } from './definitions';

/**
 * Price overrides that name no tool, or no model of the catalog. Those in `before` stay: a model whose key is taken out
 * for a day keeps its price.
 */
export function unknownPrices(settings: Settings, before: Settings, models: readonly Model[]): FieldError[] {
  const known = new Set(models.map((model) => model.id));
  return Object.keys(settings.prices.overrides)
    .filter((name) => !(name in before.prices.overrides))
    .flatMap((name) => {
      const [toolId = '', ...rest] = name.split(':');
      const modelId = rest.join(':');
      const path = `prices.overrides.${name}`;
      if (!findDefinition(toolId)) return [{ path, message: 'names no tool' }];
      if (name.includes(':') && !known.has(modelId)) return [{ path, message: 'names no model of the catalog' }];
      return [];
    });
}
