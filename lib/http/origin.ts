import { AppError } from '@/lib/errors';

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/**
 * Refuses a change that another site makes with our visitor's cookies: the browser must say "same-origin", or send an
 * Origin that is ours (APP_URL, or the Host asked for where that is unset). A client without a browser sends Origin.
 * @throws AppError forbidden
 */
export function assertSameOrigin(headers: Headers, appUrl: string | undefined): void {
  const site = headers.get('sec-fetch-site');
  if (site === 'same-origin') return;
  const origin = headers.get('origin');
  const own = appUrl ? [hostOf(appUrl)] : [headers.get('host')];
  if (site === null && origin !== null && origin !== 'null' && own.includes(hostOf(origin))) return;
  throw new AppError('forbidden', 'This request must come from the hub itself: send an Origin header with its address.');
}
