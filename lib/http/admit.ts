import { actorFromCookies, rememberedActor } from '@/lib/auth';
import { requireAdmin, requireSession, requireUserId, type Actor, type Ctx } from '@/lib/context';
import { addressSubject, policyOf, type PolicyName } from '@/lib/rate-limit';
import { makeCtx, type Services } from '@/lib/server';
import { addressOf, DEVICE_COOKIE, deviceOf } from './caller';
import { visitorOf } from './visitor';
import type { RouteAuth } from './spec';

/** How the two wrappers see a request's cookies, whichever API they come through. */
export interface CookieReader {
  get(name: string): { value: string } | undefined;
}

export interface AdmitInput {
  services: Services;
  headers: Headers;
  cookies: CookieReader;
  requestId: string;
  /** The browser's id where the wrapper knows it; else the cookie's. */
  device?: string;
  /** Only `public` matters here: nobody is looked up. */
  auth: RouteAuth;
  limit: PolicyName;
  /** The verb asks again who this is. */
  confirms?: true;
  /** Nobody needs to: this route moves nothing. */
  remembers?: true;
  /** What is remembered of the caller no longer holds: this is the same call once more, and counted already. */
  again?: boolean;
}

/** What the door itself asks for; verbs decide about data again. @throws AppError unauthenticated, forbidden. */
export function assertAuth(auth: RouteAuth, actor: Actor): void {
  if (auth === 'user') requireUserId(actor);
  if (auth === 'session') requireSession(actor);
  if (auth === 'admin') requireAdmin(actor);
}

function callerOf({ services, cookies, auth, confirms, remembers, again = false }: AdmitInput): Actor | Promise<Actor> {
  if (auth === 'public') return { type: 'guest' };
  return confirms || remembers ? rememberedActor(services, cookies, again) : actorFromCookies(services, cookies);
}

/** Who asks, and within which limit: the context a verb gets. @throws AppError rate_limited. */
export async function admit(input: AdmitInput): Promise<Ctx> {
  const { services, headers, cookies, requestId, limit, again = false } = input;
  const address = addressOf(headers);
  const counted = limit === 'none' || again ? null : policyOf(limit).subject;
  if (counted === 'address') await services.limiter.assert(limit, addressSubject(address));
  const actor = await callerOf(input);
  if (counted === 'user') {
    await services.limiter.assert(limit, 'userId' in actor ? `user:${actor.userId}` : addressSubject(address));
  }
  const device = input.device ?? deviceOf(cookies.get(DEVICE_COOKIE)?.value);
  return makeCtx(services, { actor, requestId, address, device, ...visitorOf(services.env, headers, cookies) });
}
