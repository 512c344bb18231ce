import { requireAdmin, type Ctx } from '@/lib/context';
import { consentNeed } from '../consent-need';
import { missingSellers } from './ad-warnings';
import { sellerEntries } from './ads-txt';
import type { AdSetup, DisplaySetup } from './types';

function displaySetup({ adAccounts, settings }: Pick<Ctx, 'adAccounts' | 'settings'>): DisplaySetup[] {
  const { enabled, adsenseSlot } = settings.current().ads.display;
  const { ADSENSE_CLIENT_ID: adsense, REVCONTENT_WIDGET_ID: widget } = adAccounts;
  const withAccount = enabled ? 'on' : 'switched_off';
  return [
    {
      ...{ network: 'adsense', account: 'ADSENSE_CLIENT_ID' },
      state: !adsense ? 'no_account' : enabled && !adsenseSlot ? 'no_slot' : withAccount,
    },
    { network: 'revcontent', account: 'REVCONTENT_WIDGET_ID', state: widget ? withAccount : 'no_account' },
  ];
}

/**
 * What the console shows beside its form of sellers, consent and display: accounts and settings alone, no query.
 * @throws AppError unauthenticated, forbidden.
 */
export function adSetup({ ctx }: { ctx: Ctx }): AdSetup {
  requireAdmin(ctx.actor);
  return {
    files: [
      { name: 'ads.txt', account: 'ADSENSE_CLIENT_ID', lines: sellerEntries(ctx, 'ads.txt') },
      { name: 'app-ads.txt', account: 'ADMOB_AD_UNITS', lines: sellerEntries(ctx, 'app-ads.txt') },
    ],
    missing: missingSellers(ctx),
    partners: consentNeed({ ctx }).partners,
    display: displaySetup(ctx),
  };
}
