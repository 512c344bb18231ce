import { LRUCache } from 'lru-cache';
import { decode, encode } from 'next-auth/jwt';
import type { Actor, Ctx } from '@/lib/context';
import { cookieNames, type AuthEnv } from './cookies';
import { ABSOLUTE_MS, actorOfToken } from './sessions';

/** What an actor is found with; services and contexts both fit. */
export interface AuthWorld extends Pick<Ctx, 'db' | 'clock'> {
  env: AuthEnv;
  secret: string;
}

/** Opening the envelope costs more than the look-up behind it, and never changes; the session row is asked each time. */
const opened = new LRUCache<string, string>({ max: 10_000 });

/** The session token inside a NextAuth cookie, or null for a forged, foreign or expired envelope. */
export async function tokenInCookie(value: string, secret: string): Promise<string | null> {
  const known = opened.get(value);
  if (known) return known;
  const claims = await decode({ token: value, secret }).catch(() => null);
  const token = claims?.sessionToken;
  if (typeof token !== 'string') return null;
  opened.set(value, token);
  return token;
}

/** The NextAuth cookie around a session token. */
export function sealToken(token: string, user: { id: string; email: string; name: string | null }, secret: string) {
  const claims = { sub: user.id, email: user.email, name: user.name, sessionToken: token };
  return encode({ token: claims, secret, maxAge: ABSOLUTE_MS / 1000 });
}

export async function actorFromCookies(
  world: AuthWorld,
  cookies: { get(name: string): { value: string } | undefined },
): Promise<Actor> {
  const value = cookies.get(cookieNames(world.env).session)?.value;
  const token = value ? await tokenInCookie(value, world.secret) : null;
  return (token ? await actorOfToken(world, token) : null) ?? { type: 'guest' };
}
