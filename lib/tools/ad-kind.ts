import type { RunKind } from '@/lib/runs/types';
import type { AdOffer } from './types';

/** The kind of ad that pays for a kind of tool; audio tools use those of text. */
export function adKindOf(kind: RunKind): AdOffer['kind'] {
  return kind === 'audio' ? 'text' : kind;
}
