import type { RunKind, RunStatus } from '@/lib/runs/types';

/** What the history is narrowed by, as its address tells it. */
export interface RunQuery {
  q?: string;
  toolId?: string;
  kind?: RunKind;
  status?: RunStatus;
  favourite?: boolean;
  from?: string;
  to?: string;
  conversationId?: string;
  batchId?: string;
}

export const KINDS: readonly RunKind[] = ['text', 'image', 'audio', 'video'];
export const STATUSES: readonly RunStatus[] = ['succeeded', 'failed', 'cancelled', 'running'];

/** The same as part of an address; empty where nothing is asked. */
export function queryString(query: RunQuery, more: Record<string, string> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...more })) {
    if (value !== undefined && value !== '' && value !== false) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search.toString()}` : '';
}

/** How many filters hold besides the words. */
export function filtersIn({ q: _words, ...filters }: RunQuery): number {
  return Object.values(filters).filter((value) => value !== undefined && value !== '' && value !== false).length;
}
