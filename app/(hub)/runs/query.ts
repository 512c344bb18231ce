import { one, type Query } from '@/app/_shell/query';
import type { RunQuery } from '@/components/runs/run-query';
import { runFilterSchema } from '@/lib/runs/schema';

const NAMES = ['q', 'toolId', 'kind', 'status', 'favourite', 'from', 'to', 'conversationId', 'batchId'] as const;

/** What an address asks for; a member that makes no sense is left out, the rest holds. */
export function queryOf(params: Awaited<Query>): RunQuery {
  const members = NAMES.map((name) => {
    const value = one(params, name);
    const parsed = runFilterSchema.shape[name].safeParse(name === 'q' ? value?.slice(0, 200) : value);
    return [name, parsed.success ? parsed.data : undefined];
  });
  const query = Object.fromEntries(members) as RunQuery;
  // "All" and "no favourites" are the same to a box that is not ticked.
  return { ...query, favourite: query.favourite || undefined };
}
