import type { CacheRuleRow } from './types';

/** Where each field stands in the form, and in the settings tree with its errors. */
export const hoursField = (toolId: string) => `cache.hours.${toolId}`;
export const sharedField = (toolId: string) => `cache.shared.${toolId}`;

/** A year. */
export const MOST_HOURS = 8_760;

interface CachePatch {
  cache: { hours?: Record<string, number | null>; shared?: string[] };
}

export interface ReadRules {
  /** Null where nothing was changed. */
  patch: CachePatch | null;
  /** Fields that hold no number of hours. */
  wrong: string[];
}

/** Hours as typed; null for an empty field, undefined for what is none. */
function readHours(text: string): number | null | undefined {
  if (text === '') return null;
  const hours = /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return hours >= 0 && hours <= MOST_HOURS ? hours : undefined;
}

/**
 * What was changed in the form, as a merge patch over the rules as they stand. An emptied field takes a tool back to the hours
 * of all tools.
 * @param form the form's strings; an unticked box is absent
 */
export function readCacheRules(form: Readonly<Record<string, string>>, rules: readonly CacheRuleRow[]): ReadRules {
  const hours = new Map<string, number | null>();
  const wrong: string[] = [];
  for (const { toolId, ownHours } of rules) {
    const read = readHours((form[hoursField(toolId)] ?? '').trim());
    if (read === undefined) wrong.push(hoursField(toolId));
    else if (read !== ownHours) hours.set(toolId, read);
  }
  const shared = rules.filter(({ toolId }) => form[sharedField(toolId)] === 'true').map(({ toolId }) => toolId);
  const isOtherwise = rules.some(({ toolId, shares }) => shares !== shared.includes(toolId));
  if (hours.size === 0 && !isOtherwise) return { patch: null, wrong };
  const cache = { ...(hours.size > 0 ? { hours: Object.fromEntries(hours) } : {}), ...(isOtherwise ? { shared } : {}) };
  return { patch: { cache }, wrong };
}
