import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { cookieNames } from '@/lib/auth/edge';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import {
  addressOf,
  contentSecurityPolicy,
  DEVICE_COOKIE,
  deviceOf,
  problemResponse,
  requestIdOf,
  securityHeaders,
} from '@/lib/http/edge';
import { coarseWait } from '@/lib/rate-limit/edge';

/** Guests are sent to sign in from these. Coarse: the verbs behind decide who may see what. */
const SIGNED_IN = /^\/(?:runs|credits|earn|prompts|account|admin)(?:\/|$)/;
/** Probes, and networks that report many people's views from few addresses. */
const UNCOUNTED = /^\/api\/(?:health|ready|metrics|ads\/callbacks\/.*)$/;
const YEAR_SECONDS = 31_536_000;

/** The request as the hub shall see it: with an id, a device, and the policy Next takes its nonce from. */
function forwarded(request: NextRequest, added: Record<string, string>, newDevice: string | null): NextResponse {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(added)) headers.set(name, value);
  if (newDevice) {
    const cookies = request.headers.get('cookie');
    headers.set('cookie', `${cookies ? `${cookies}; ` : ''}${DEVICE_COOKIE}=${newDevice}`);
  }
  return NextResponse.next({ request: { headers } });
}

function signInRedirect(request: NextRequest): NextResponse {
  const url = request.nextUrl.clone();
  const next = `${url.pathname}${url.search}`;
  url.pathname = '/sign-in';
  url.search = `?next=${encodeURIComponent(next)}`;
  return NextResponse.redirect(url, 307);
}

export async function middleware(request: NextRequest): Promise<Response> {
  const env = getEnv();
  const { pathname } = request.nextUrl;
  const { secure, session } = cookieNames(env);
  const requestId = requestIdOf(request.headers);
  const isPage = !pathname.startsWith('/api/');
  const finish = (response: Response) => {
    response.headers.set('x-request-id', requestId);
    for (const [name, value] of securityHeaders(secure)) response.headers.set(name, value);
    return response;
  };

  const wait = UNCOUNTED.test(pathname) ? null : await coarseWait(addressOf(request.headers));
  if (wait !== null) {
    const error = new AppError('rate_limited', `Too many requests. Try again in ${wait} seconds.`, {
      retryAfterSeconds: wait,
    });
    return finish(problemResponse(error, requestId));
  }
  if (isPage && SIGNED_IN.test(pathname) && !request.cookies.has(session)) return finish(signInRedirect(request));

  const newDevice = deviceOf(request.cookies.get(DEVICE_COOKIE)?.value) ? null : randomBytes(24).toString('base64url');
  const added: Record<string, string> = { 'x-request-id': requestId };
  if (isPage) {
    const nonce = randomBytes(16).toString('base64');
    added['x-nonce'] = nonce;
    added['content-security-policy'] = contentSecurityPolicy({
      nonce,
      development: env.NODE_ENV === 'development',
      secure,
    });
  }
  const response = forwarded(request, added, newDevice);
  if (added['content-security-policy'])
    response.headers.set('content-security-policy', added['content-security-policy']);
  if (newDevice) {
    const path = '/';
    response.cookies.set(DEVICE_COOKIE, newDevice, {
      httpOnly: true,
      sameSite: 'lax',
      path,
      secure,
      maxAge: YEAR_SECONDS,
    });
  }
  return finish(response);
}

export const config = {
  runtime: 'nodejs',
  // Files by their names: by extension alone, /tool/x.png would be a page that nothing limits and no policy guards.
  matcher: ['/((?!_next/static/|_next/image$|(?:favicon\\.ico|icon\\.svg|manifest\\.webmanifest|robots\\.txt)$).*)'],
};
