import { placeOfAd } from '@/components/earn/place-of-ad';
import { adStatus } from '@/lib/ads';
import type { Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { adKindOf } from '@/lib/tools';
import type { RunKind, Viewer } from '@/components/tool/types';

/** What the reader of a tool page has, and which ad would pay for a run of this kind. Credits. */
export async function viewerOf(ctx: Ctx, kind: RunKind): Promise<Viewer> {
  const adKind = adKindOf(kind);
  const { [adKind]: rewarded, dailyCap } = ctx.settings.current().ads;
  const adRule = { watchSeconds: rewarded.watchSeconds, reward: rewarded.reward, dailyCap };
  if (ctx.actor.type !== 'user') {
    return { signedIn: false, available: 0, debt: 0, ad: null, adRule, adPlace: 'inline', adBlock: null };
  }
  const [credits, ads] = await Promise.all([getCredits({ ctx, input: {} }), adStatus({ ctx, input: {} })]);
  const rule = ads.kinds[adKind];
  const spent = ads.today.remaining < rule.reward;
  const premium = ctx.actor.plan === 'premium';
  return {
    signedIn: true,
    available: credits.available,
    debt: credits.debt,
    ad: spent || premium ? null : { kind: adKind, watchSeconds: rule.watchSeconds, reward: rule.reward },
    adRule,
    adPlace: placeOfAd(ads, adKind),
    adBlock: premium ? 'other' : spent ? 'cap' : null,
  };
}
