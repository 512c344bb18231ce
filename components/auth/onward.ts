/** Where to go after signing in, and the typed request that waits there. */
export interface Onward {
  next: string;
  draft?: string;
}

/** A path on this site, or the gallery: never another host, however it is spelled. */
export function sameSitePath(value: string | undefined): string {
  if (!value || !value.startsWith('/') || /[\\\u0000-\u001f]/.test(value)) return '/';
  const base = 'http://same.site';
  const url = URL.canParse(value, base) ? new URL(value, base) : null;
  // Dots may have climbed to a path that begins with two slashes, which browsers read as a host.
  return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/';
}

const DRAFT = /^[0-9a-f-]{36}$/i;

/** Reads both from a query or a form; what is malformed is dropped. */
export function readOnward(next: string | undefined, draft: string | undefined): Onward {
  return { next: sameSitePath(next), ...(draft && DRAFT.test(draft) ? { draft } : {}) };
}

/** The address to go to. */
export function onwardPath({ next, draft }: Onward): string {
  if (!draft) return next;
  const url = new URL(next, 'http://same.site');
  url.searchParams.set('draft', draft);
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The other form's address, with everything kept. */
export function withOnward(path: string, onward: Onward): string {
  const query = new URLSearchParams();
  if (onward.next !== '/') query.set('next', onward.next);
  if (onward.draft) query.set('draft', onward.draft);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
