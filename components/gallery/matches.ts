import type { RunKind } from '@/lib/runs/types';
import type { Sought } from './types';

/** Letters without their marks: who types "resume" means "résumé", too. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a tool with these words is what somebody looks for: every word of the question must begin one of its own. */
export function matches({ q, kind }: Sought, tool: { kind: RunKind; words: string }): boolean {
  if (kind !== null && tool.kind !== kind) return false;
  const words = plain(tool.words).split(/[^\p{L}\p{N}]+/u);
  return plain(q)
    .split(/\s+/)
    .filter((asked) => asked !== '')
    .every((asked) => words.some((word) => word.startsWith(asked)));
}
