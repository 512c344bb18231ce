import { requireAdmin, type Ctx } from '@/lib/context';
import { configuredUnits } from '../display';
import { isOn, NETWORKS } from '../networks';
import { sellerLines } from './ads-txt';
import type { AdWarning } from './types';

type Needs = Pick<Ctx, 'adAccounts' | 'settings'>;

function namesAdmob({ settings }: Needs): boolean {
  const { ads } = settings.defaults() as { ads?: { networks?: { admob?: { enabled?: unknown } } } };
  return ads?.networks?.admob?.enabled === true;
}

/** Sellers the hub shows ads of and has no line for. */
export function missingSellers(ctx: Needs): string[] {
  const on = NETWORKS.filter((network) => isOn(ctx, network)).map(({ id }) => id);
  const units = configuredUnits(ctx).map(({ network }) => network);
  const needed = [
    ...(on.includes('gpt') || on.includes('h5') || units.includes('adsense') ? ['google.com'] : []),
    ...(units.includes('revcontent') ? ['revcontent.com'] : []),
  ];
  const lines = sellerLines(ctx, 'ads.txt').map((line) => line.toLowerCase());
  return needed.filter((seller) => !lines.some((line) => line.startsWith(seller)));
}

/** Looks at accounts and settings alone: no query, so it may stand on every visit of the console. */
export function adWarnings({ ctx, input }: { ctx: Ctx; input: { appUrl: string | undefined } }): AdWarning[] {
  requireAdmin(ctx.actor);
  const { OFFERWALL_SECRET, ADMOB_AD_UNITS: units } = ctx.adAccounts;
  const { networks } = ctx.settings.current().ads;
  const rewarded = NETWORKS.some((network) => network.id !== 'house' && isOn(ctx, network));
  const pays = rewarded || (OFFERWALL_SECRET !== undefined && networks.offerwall.enabled);
  const costs = ctx.ai.providers().some((provider) => !provider.demo);
  const missing = missingSellers(ctx);
  const warnings: AdWarning[] = [];
  if (costs && !pays) warnings.push({ code: 'house_alone' });
  if (missing.length > 0) warnings.push({ code: 'ads_txt', missing });
  if (networks.admob.enabled && (units?.length === 0 || (!units && namesAdmob(ctx))))
    warnings.push({ code: 'admob_units' });
  if ((pays || configuredUnits(ctx).length > 0) && !input.appUrl?.startsWith('https:'))
    warnings.push({ code: 'not_https' });
  return warnings;
}
