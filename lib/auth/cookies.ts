import type { Env } from '@/lib/env';

export interface CookieNames {
  secure: boolean;
  session: string;
  csrf: string;
  callback: string;
}

/** `__Host-` cookies need https; a phone on the local network signs in over http with plain names. */
export function cookieNames(env: Pick<Env, 'APP_URL'>): CookieNames {
  const secure = env.APP_URL?.startsWith('https:') ?? false;
  const prefix = secure ? '__Host-' : '';
  return {
    secure,
    session: `${prefix}next-auth.session-token`,
    csrf: `${prefix}next-auth.csrf-token`,
    callback: `${prefix}next-auth.callback-url`,
  };
}

export function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
}
