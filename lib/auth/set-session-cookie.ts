import { cookies } from 'next/headers';
import type { Services } from '@/lib/server';
import { cookieNames, cookieOptions } from './cookies';
import { sealToken } from './session-cookie';
import { ABSOLUTE_MS } from './sessions';
import type { SignedIn } from './sign-in';

/** Signs this browser in from a server action, with the very cookie NextAuth would set: no script is needed. */
export async function setSessionCookie(
  services: Pick<Services, 'env' | 'secret'>,
  { user, token }: SignedIn,
): Promise<void> {
  const { session, secure } = cookieNames(services.env);
  const sealed = await sealToken(token, user, services.secret);
  (await cookies()).set(session, sealed, { ...cookieOptions(secure), maxAge: ABSOLUTE_MS / 1000 });
}
