import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { cookieNames } from '@/lib/auth/edge';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import {
  adPolicyOf,
  assertCoarse,
  callerDevice,
  contentSecurityPolicy,
  DEVICE_COOKIE,
  deviceCookie,
  problemResponse,
  requestIdOf,
  securityHeaders,
  visitorOf,
} from '@/lib/http/edge';
import { adSwitches } from '@/lib/server/edge';

/** Guests are sent to sign in from these. Coarse: the verbs behind decide who may see what. */
const SIGNED_IN = /^\/(?:runs|batches|compare|notices|credits|earn|prompts|account|admin)(?:\/|$)/;

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
  const { secure, session } = cookieNames(env);
  const requestId = requestIdOf(request.headers);
  const { pathname: path, search } = request.nextUrl;
  const { consent } = visitorOf(env, request.headers, request.cookies);
  const ads = adPolicyOf({ path, accounts: env, ads: adSwitches(), consent });
  const finish = (response: Response) => {
    response.headers.set('x-request-id', requestId);
    for (const [name, value] of securityHeaders(secure, ads)) response.headers.set(name, value);
    return response;
  };
  try {
    await assertCoarse(request.headers);
  } catch (error) {
    if (error instanceof AppError) return finish(problemResponse(error, requestId));
    throw error;
  }
  if (SIGNED_IN.test(path) && !request.cookies.has(session)) return finish(signInRedirect(request));

  const device = callerDevice(request.cookies.get(DEVICE_COOKIE)?.value);
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy({ nonce, development: env.NODE_ENV === 'development', secure, ads });
  const added = {
    'x-request-id': requestId,
    'x-nonce': nonce,
    // A form's action is posted to the page it stands on: the way back.
    'x-page': `${path}${search}`,
    'content-security-policy': policy,
  };
  const response = forwarded(request, added, device.isNew ? device.id : null);
  response.headers.set('content-security-policy', policy);
  if (device.isNew) response.headers.append('set-cookie', deviceCookie(device.id, secure));
  return finish(response);
}

export const config = {
  runtime: 'nodejs',
  // The API's wrapper does the same for its routes, and a body need not be copied for a second reader. Files by their
  // names: by extension alone, /tool/x.png would be a page that nothing limits and no policy guards.
  matcher: [
    '/((?!api/|_next/static/|_next/image$|(?:(?:app-)?ads\\.txt|favicon\\.ico|icon\\.svg|manifest\\.webmanifest|robots\\.txt)$).*)',
  ],
};
