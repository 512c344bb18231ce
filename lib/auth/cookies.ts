import type { Env } from '@/lib/env';

export type AuthEnv = Pick<Env, 'APP_URL'> & Partial<Pick<Env, 'NEXTAUTH_URL'>>;

export interface CookieNames {
  secure: boolean;
  session: string;
  csrf: string;
  callback: string;
}

/** Where people reach the hub, if it was told. */
export function publicUrl(env: AuthEnv): string | undefined {
  return env.APP_URL ?? env.NEXTAUTH_URL;
}

/** `__Host-` cookies need https; a phone on the local network signs in over http with plain names. */
export function cookieNames(env: AuthEnv): CookieNames {
  const secure = publicUrl(env)?.startsWith('https:') ?? false;
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
