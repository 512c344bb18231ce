import type { CaseState } from '@/lib/risk/types';

/** The address of the list with these filters. */
export function fraudAddress(
  { state, userId }: { state: CaseState; userId?: string | undefined },
  cursor?: string,
): string {
  const search = new URLSearchParams();
  if (state !== 'open') search.set('state', state);
  if (userId) search.set('user', userId);
  if (cursor) search.set('cursor', cursor);
  return search.size > 0 ? `/admin/fraud?${search.toString()}` : '/admin/fraud';
}
