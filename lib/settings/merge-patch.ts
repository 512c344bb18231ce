export type JsonTree = { [name: string]: unknown };

function isTree(value: unknown): value is JsonTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 7396: members replace, trees merge, null removes. Neither argument is changed. */
export function mergePatch(target: JsonTree, patch: JsonTree): JsonTree {
  const merged = new Map(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      merged.delete(name);
    } else {
      const current = merged.get(name);
      merged.set(name, isTree(value) ? mergePatch(isTree(current) ? current : {}, value) : value);
    }
  }
  return Object.fromEntries(merged);
}

/** Lays `over` above `under` member by member; arrays and values are replaced whole, null included. */
export function overlay(under: JsonTree, over: JsonTree): JsonTree {
  const merged = new Map(Object.entries(under));
  for (const [name, value] of Object.entries(over)) {
    const current = merged.get(name);
    merged.set(name, isTree(value) && isTree(current) ? overlay(current, value) : value);
  }
  return Object.fromEntries(merged);
}
