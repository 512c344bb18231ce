import { requireSession, type Verb } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { cooldownLeft, earnedToday, leftToday, utcDayEnd } from './caps';
import { findActive, toSessionView } from './session-row';
import type { AdStatus } from './types';

/** What ads pay, what is left of today, and the session that is under way: a reload goes on with it. */
export const adStatus: Verb<Record<string, never>, AdStatus> = async ({ ctx }) => {
  const actor = requireSession(ctx.actor);
  const { text, image, video, dailyCap, cooldownSeconds } = ctx.settings.current().ads;
  const [earned, active] = await Promise.all([
    earnedToday(ctx.db, ctx, actor.userId),
    findActive(ctx.db, actor.userId, ctx.clock.now()),
  ]);
  return {
    // House ads are one view each, however long they are.
    kinds: { text: { ...text, views: 1 }, image: { ...image, views: 1 }, video: { ...video, views: 1 } },
    today: {
      earned: microToCredits(earned.userMicro),
      cap: dailyCap,
      // The device's and the network's caps bind too: this is what can really still be earned.
      remaining: microToCredits(leftToday(ctx, earned).leftMicro),
      resetsAt: utcDayEnd(ctx.clock.now()).toISOString(),
    },
    cooldownSeconds,
    cooldownLeftSeconds: cooldownLeft(ctx, earned.lastClaimAt),
    session: active ? toSessionView(ctx, active) : null,
  };
};
