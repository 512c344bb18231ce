import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { actorFromCookies } from '@/lib/auth';
import type { Ctx, UserActor } from '@/lib/context';
import { getServices, makeCtx, type Services } from '@/lib/server';
import { addressOf, DEVICE_COOKIE, deviceOf, requestIdOf } from './caller';
import { visitorOf } from './visitor';

/** The context of the page being rendered; looked up once per request, however many components ask. */
export const pageCtx = cache(async (): Promise<{ ctx: Ctx; services: Services }> => {
  const [services, head, jar] = await Promise.all([getServices(), headers(), cookies()]);
  const actor = await actorFromCookies(services, jar);
  const device = deviceOf(jar.get(DEVICE_COOKIE)?.value);
  return {
    services,
    ctx: makeCtx(services, {
      actor,
      requestId: requestIdOf(head),
      address: addressOf(head),
      device,
      ...visitorOf(services.env, head, jar),
    }),
  };
});

/** The same for a page of signed-in people; guests are sent to sign in and come back to `path`. */
export async function requireSignedIn(path: string): Promise<{ ctx: Ctx; services: Services; actor: UserActor }> {
  const page = await pageCtx();
  if (page.ctx.actor.type !== 'user') redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  return { ...page, actor: page.ctx.actor };
}
