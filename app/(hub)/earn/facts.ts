import type { EarnFacts, PastAd } from '@/components/earn/types';
import { waysOf } from '@/components/earn/ways-of';
import { adStatus, isOn, listAdSessions, listOwnOffers, NETWORKS, offerWall } from '@/lib/ads';
import type { OwnOffer } from '@/lib/ads/types';
import type { Ctx, UserActor } from '@/lib/context';
import { getCredits, type CreditsView } from '@/lib/credits';

/** So many of the last ads, and of the last offers, are listed; the statement has them all. */
const PAST = 8;

function extrasOf(ctx: Ctx): EarnFacts['extras'] {
  const { bonuses } = ctx.settings.current().ads;
  const ruleOf = (type: 'question' | 'watch_on') => bonuses.find((rule) => rule.enabled && rule.type === type) ?? null;
  return { question: ruleOf('question'), watchOn: ruleOf('watch_on') };
}

/** The last ads; null when they cannot be read, which keeps nobody from earning. */
async function pastAds(ctx: Ctx): Promise<PastAd[] | null> {
  try {
    return await listAdSessions({ ctx, input: { take: PAST } });
  } catch (error) {
    ctx.log.warn({ error }, 'past ads could not be listed');
    return null;
  }
}

/** The last offers; null when they cannot be read. None where there is no wall of them. */
async function pastOffers(ctx: Ctx): Promise<OwnOffer[] | null> {
  if (!ctx.adAccounts.OFFERWALL_SECRET) return [];
  try {
    return await listOwnOffers({ ctx, input: { take: PAST } });
  } catch (error) {
    ctx.log.warn({ error }, 'past offers could not be listed');
    return null;
  }
}

export interface Earning {
  facts: EarnFacts;
  lots: CreditsView['lots'];
  /** The wall of offers of another company, where this person has one. */
  offersUrl: string | null;
  /** Seconds until the next ad, and until the caps begin anew. */
  waitSeconds: number;
  resetSeconds: number;
}

/** Whole seconds, one at least: what waits for a moment asks again when it has come. */
export const secondsUntil = ({ clock }: Ctx, moment: string): number =>
  Math.max(1, Math.ceil((Date.parse(moment) - clock.now().getTime()) / 1_000));

/** Everything the page about earning tells this person. */
export async function earningOf(ctx: Ctx, actor: UserActor): Promise<Earning> {
  const [status, credits, past, offers] = await Promise.all([
    adStatus({ ctx, input: {} }),
    getCredits({ ctx, input: {} }),
    pastAds(ctx),
    pastOffers(ctx),
  ]);
  const welcome = credits.lots.filter((lot) => lot.source === 'bonus');
  return {
    facts: {
      ways: waysOf(status),
      today: status.today,
      extras: extrasOf(ctx),
      bonus: status.bonus,
      activeKind: status.session?.kind ?? null,
      cooldownSeconds: status.cooldownSeconds,
      premium: actor.plan === 'premium',
      otherNetworks: NETWORKS.some((network) => network.place === 'page' && isOn(ctx, network)),
      past,
      offers,
      bonusLeft: welcome.reduce((sum, lot) => sum + lot.remaining, 0),
    },
    lots: credits.lots,
    offersUrl: offerWall({ ctx })?.url ?? null,
    waitSeconds: status.cooldownLeftSeconds,
    resetSeconds: secondsUntil(ctx, status.today.resetsAt),
  };
}
