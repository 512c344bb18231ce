/** A page's query as Next gives it. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

/** One member of it; of a repeated one the first. Empty counts as absent. */
export function one(query: Awaited<Query>, name: string): string | undefined {
  const value = query[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
}
