import { dayRange, requireAdmin, type Ctx, type Verb } from '@/lib/context';
import type { AdAccounts } from '@/lib/env';
import { networkById } from '../networks';
import {
  AD_KINDS,
  EARNINGS_DAYS,
  PAYING_NETWORKS,
  type AdEarnings,
  type NetworkEarnings,
  type PayingNetwork,
} from '../types';
import { figuresOf } from './figures';
import { addSums, sumDays, type AdSums } from './sum-days';

type Id = NetworkEarnings['id'];

/** Each payer's name, and where its account is named. */
const PAYERS: Record<PayingNetwork, { label: string; account: keyof AdAccounts }> = {
  gpt: { label: networkById('gpt').label, account: 'GAM_REWARDED_AD_UNIT' },
  h5: { label: networkById('h5').label, account: 'ADSENSE_CLIENT_ID' },
  admob: { label: networkById('admob').label, account: 'ADMOB_AD_UNITS' },
  offerwall: { label: 'Offer wall', account: 'OFFERWALL_SECRET' },
  adsense: { label: 'AdSense display', account: 'ADSENSE_CLIENT_ID' },
  revcontent: { label: 'Revcontent display', account: 'REVCONTENT_WIDGET_ID' },
};

type Facts = Pick<NetworkEarnings, 'label' | 'state' | 'account' | 'rewards' | 'dailyCap' | 'viewsPerDay'>;

function factsOf(ctx: Ctx, id: Id): Facts {
  if (id === 'house') {
    const { label } = networkById('house');
    return { label, state: 'on', account: null, rewards: true, dailyCap: null, viewsPerDay: null };
  }
  const { networks, display } = ctx.settings.current().ads;
  const { label, account } = PAYERS[id];
  const told = ctx.adAccounts[account];
  const hasAccount = Array.isArray(told) ? told.length > 0 : Boolean(told);
  const isDisplay = id === 'adsense' || id === 'revcontent';
  const rule = isDisplay ? display : networks[id];
  return {
    ...{ label, account, rewards: !isDisplay },
    state: !hasAccount ? 'no_account' : rule.enabled ? 'on' : 'switched_off',
    dailyCap: 'dailyCap' in rule ? rule.dailyCap : null,
    viewsPerDay: 'viewsPerDay' in rule ? rule.viewsPerDay : null,
  };
}

/**
 * A report that does not tell kinds apart is shared between them as their complete views of its days were; where there were
 * none, it stays with the network.
 */
function byKind(rows: readonly (AdSums & { kind: string })[]): (AdSums & { kind: string })[] {
  const open = addSums(rows.filter(({ kind }) => kind === ''));
  const own = rows.filter(({ kind }) => kind !== '');
  const views = addSums(own).toldViews;
  return own.map((row) => {
    const share = views > 0 ? row.toldViews / views : 0;
    return {
      ...row,
      reportedMicroUsd: row.reportedMicroUsd + share * open.reportedMicroUsd,
      impressions: row.impressions + Math.round(share * open.impressions),
    };
  });
}

type KindRow = AdSums & { network: string; kind: string };

function earningsOf(ctx: Ctx, id: Id, today: readonly (AdSums & { network: string })[], days: readonly KindRow[]) {
  const mine = days.filter(({ network }) => network === id);
  const kinds = byKind(mine);
  return {
    ...{ id, ...factsOf(ctx, id) },
    today: figuresOf(addSums(today.filter(({ network }) => network === id))),
    days: figuresOf(addSums(mine)),
    kinds: AD_KINDS.flatMap((kind) =>
      kinds.filter((row) => row.kind === kind).map((row) => ({ kind, ...figuresOf(row) })),
    ),
  };
}

/**
 * Every network with its state, today and the last 28 days, and what countries brought in.
 * @throws AppError unauthenticated, forbidden.
 */
export const adEarnings: Verb<Record<never, never>, AdEarnings> = async ({ ctx }) => {
  requireAdmin(ctx.actor);
  const range = dayRange(ctx, {}, EARNINGS_DAYS);
  const [today, days, countries, [newest]] = await Promise.all([
    sumDays(ctx, { from: range.to, to: range.to }, ['network']),
    sumDays(ctx, range, ['network', 'kind']),
    sumDays(ctx, range, ['country']),
    ctx.db.sql<{ day: string | null }>('SELECT max(day)::text AS day FROM ad_yield'),
  ]);
  const ids: Id[] = [...PAYING_NETWORKS, 'house'];
  return {
    ...range,
    today: figuresOf(addSums(today)),
    days: figuresOf(addSums(days)),
    networks: ids.map((id) => earningsOf(ctx, id, today, days)),
    countries: countries
      .map((row) => ({ country: row.country, ...figuresOf(row) }))
      .toSorted((a, b) => b.revenueUsd - a.revenueUsd || b.completed - a.completed || (a.country < b.country ? -1 : 1)),
    assumedCpmUsd: ctx.settings.current().ads.assumedCpmUsd,
    reportedUntil: newest?.day ?? null,
  };
};
