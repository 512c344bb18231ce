import { requireSession, type Verb } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { withLiveCount } from './beats';
import { bonusOffer } from './bonus';
import { cooldownLeft, earnedToday, leftToday, utcDayEnd } from './caps';
import { networkById, viewsOf } from './networks';
import { findActive, toSessionView } from './session-row';
import { AD_KINDS, type AdKind, type AdStatus } from './types';
import { waterfalls } from './yield/waterfall';

/** What ads pay, what is left of today, and the session that is under way: a reload goes on with it. */
export const adStatus: Verb<Record<string, never>, AdStatus> = async ({ ctx }) => {
  const actor = requireSession(ctx.actor);
  const { dailyCap, cooldownSeconds, ...rules } = ctx.settings.current().ads;
  const [earned, active, networks] = await Promise.all([
    earnedToday(ctx.db, ctx, actor.userId),
    findActive(ctx, actor.userId),
    waterfalls(
      ctx,
      'page',
      AD_KINDS.map((kind) => ({ kind })),
    ),
  ]);
  /** What would really be chosen for each kind. */
  const ruleOf = (kind: AdKind) => {
    const network = networks[AD_KINDS.indexOf(kind)]?.[0] ?? networkById('house');
    const views = viewsOf(network, rules[kind].watchSeconds).length;
    return { ...rules[kind], views, place: network.id === 'house' ? ('inline' as const) : network.place };
  };
  const kinds = { text: ruleOf('text'), image: ruleOf('image'), video: ruleOf('video') };
  return {
    kinds,
    today: {
      earned: microToCredits(earned.userMicro),
      cap: dailyCap,
      // The device's and the network's caps bind too: this is what can really still be earned.
      remaining: microToCredits(leftToday(ctx, earned).leftMicro),
      resetsAt: utcDayEnd(ctx.clock.now()).toISOString(),
    },
    cooldownSeconds,
    cooldownLeftSeconds: cooldownLeft(ctx, earned.lastClaimAt),
    place: AD_KINDS.map((kind) => kinds[kind].place).find((place) => place !== 'inline') ?? 'inline',
    bonus: active || !earned.lastClaimAt ? null : await bonusOffer(ctx, actor.userId, () => Promise.resolve(earned)),
    session: active ? toSessionView(ctx, await withLiveCount(ctx, active)) : null,
  };
};
