import { cookieNames, publicUrl, type AuthEnv } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import type { CookieReader } from './admit';

function isOwn(origin: string, headers: Headers, own: string | undefined): boolean {
  const given = URL.parse(origin);
  if (!given) return false;
  return own ? given.origin === new URL(own).origin : given.host === headers.get('host');
}

/**
 * Refuses a change that another site makes with our visitor's cookies: the browser must say "same-origin", or send an
 * Origin that is ours (APP_URL, or the Host asked for where that is unset). A request that says neither passes only
 * without a session, as a program's registration does, or with an API key, which no foreign page can send.
 * @throws AppError forbidden
 */
export function assertSameOrigin(headers: Headers, cookies: CookieReader, env: AuthEnv): void {
  const hasSession = cookies.get(cookieNames(env).session) !== undefined;
  if (!hasSession && /^bearer\s/i.test(headers.get('authorization') ?? '')) return;
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  if (site === 'same-origin') return;
  if (site === null && origin !== null && isOwn(origin, headers, publicUrl(env))) return;
  if (site === null && origin === null && !hasSession) return;
  throw new AppError(
    'forbidden',
    'This request must come from the hub itself: send an Origin header with its address.',
  );
}
