import { unknownMembers, type FieldError } from '@/lib/errors';
import type { JsonTree } from './merge-patch';

/** Names that every object answers to (`__proto__`, `constructor`, ...): no setting, tool, provider or model has one. */
const isEveryones = (name: string) => Object.hasOwn(Object.prototype, name);

/**
 * The members of a tree, or of a patch, whose names cannot be members of settings, each by its path. Schemas drop some of
 * them without a word, so they are looked for beforehand.
 */
export function strangeMembers(tree: unknown): FieldError[] {
  const found: FieldError[] = [];
  const open: { node: unknown; path: string[] }[] = [{ node: tree, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, path } = next;
    if (typeof node !== 'object' || node === null) continue;
    found.push(...unknownMembers(path, Object.keys(node).filter(isEveryones)));
    for (const [name, value] of Object.entries(node as JsonTree)) {
      if (!isEveryones(name) && typeof value === 'object') open.push({ node: value, path: [...path, name] });
    }
  }
  return found;
}
