import type { Ctx } from '@/lib/context';
import { mayLoadAds } from '@/lib/format';
import type { DisplayUnit } from './types';
import { PLACEMENTS, type Placement } from './placements';

/** The units the hub could show at all, whoever looks. */
export function configuredUnits({ adAccounts, settings }: Pick<Ctx, 'adAccounts' | 'settings'>): DisplayUnit[] {
  const { enabled, adsenseSlot } = settings.current().ads.display;
  if (!enabled) return [];
  const { ADSENSE_CLIENT_ID: adsense, H5_SCRIPT_URL, REVCONTENT_WIDGET_ID: widget, REVCONTENT_SCRIPT_URL } = adAccounts;
  const units: DisplayUnit[] = [];
  if (adsense && adsenseSlot)
    units.push({ network: 'adsense', scriptUrl: H5_SCRIPT_URL, client: adsense, slot: adsenseSlot });
  if (widget) units.push({ network: 'revcontent', scriptUrl: REVCONTENT_SCRIPT_URL, client: widget, slot: null });
  return units;
}

const isPremium = ({ actor }: Pick<Ctx, 'actor'>) => 'plan' in actor && actor.plan === 'premium';

/** The units of a place for this visitor: none beside a reward button, for premium, or before the visitor agreed. */
export function displayUnits({ ctx, input }: { ctx: Ctx; input: { placement: Placement } }): DisplayUnit[] {
  if (PLACEMENTS[input.placement].hasRewardButton || isPremium(ctx) || !mayLoadAds(ctx.consent)) return [];
  return configuredUnits(ctx);
}
