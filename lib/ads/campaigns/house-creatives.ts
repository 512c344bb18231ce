import type { AdKind, Creative } from '../types';

/** The built-in house ads. How they look and what they say is in components/ads and the message catalog. */
export const HOUSE_CREATIVES: readonly Creative[] = [
  { id: 'fallback', kind: 'text', scenes: 4 },
  { id: 'coins', kind: 'text', scenes: 4 },
  { id: 'prompts', kind: 'image', scenes: 4 },
  { id: 'gallery', kind: 'image', scenes: 4 },
  { id: 'garden', kind: 'video', scenes: 5 },
  { id: 'orbit', kind: 'video', scenes: 5 },
];

export function creativesOf(kind: AdKind): Creative[] {
  return HOUSE_CREATIVES.filter((creative) => creative.kind === kind);
}

/** A creative by id; one that is no longer there is replaced by another of its kind. */
export function creativeById(id: string, kind: AdKind): Creative {
  const found = HOUSE_CREATIVES.find((creative) => creative.id === id) ?? creativesOf(kind)[0];
  if (!found) throw new Error(`there is no house creative of kind ${kind}`);
  return found;
}
