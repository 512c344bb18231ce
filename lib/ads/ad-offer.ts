import type { Ctx } from '@/lib/context';
import { creditsToMicro } from '@/lib/format';
import { earnedToday, leftToday } from './caps';
import type { AdKind, AdOffer } from './types';

/**
 * The ads that would cover a gap of `shortfallMicro`, or null where none can be watched: premium, API keys, today's cap.
 * Guests are told what it would be.
 */
export async function adOffer({
  ctx,
  kind,
  shortfallMicro,
}: {
  ctx: Ctx;
  kind: AdKind;
  shortfallMicro: bigint;
}): Promise<AdOffer | null> {
  if (shortfallMicro <= 0n) return null;
  const { ads } = ctx.settings.current();
  const { watchSeconds, reward } = ads[kind];
  const rewardMicro = creditsToMicro(reward);
  const count = Number((shortfallMicro + rewardMicro - 1n) / rewardMicro);
  const offer = { kind, watchSeconds, reward, count };
  if (ctx.actor.type === 'guest') return offer;
  if (ctx.actor.type !== 'user' || ctx.actor.plan === 'premium') return null;
  const earned = await earnedToday(ctx.db, ctx, ctx.actor.userId);
  return rewardMicro > leftToday(ctx, earned).leftMicro ? null : offer;
}

/** The same as verbs that cost credits ask for it: they know no ads. */
export const adOffers =
  (ctx: Ctx) =>
  (kind: AdKind, shortfallMicro: bigint): Promise<AdOffer | null> =>
    adOffer({ ctx, kind, shortfallMicro });
