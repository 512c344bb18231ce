import { requireSession, type Ctx } from '@/lib/context';

/**
 * Where the signed-in person can complete offers, or null where there is no wall: without an account, switched off, or
 * for premium accounts, which see no ads.
 */
export function offerWall({ ctx }: { ctx: Ctx }): { url: string } | null {
  const actor = requireSession(ctx.actor);
  const { OFFERWALL_URL: url, OFFERWALL_SECRET: secret } = ctx.adAccounts;
  if (!url || !secret || !ctx.settings.current().ads.networks.offerwall.enabled || actor.plan === 'premium')
    return null;
  return { url: url.replaceAll(/\{user\}|%7Buser%7D/gi, actor.userId) };
}
