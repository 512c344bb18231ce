import type { Ctx } from '@/lib/context';
import { mayLoadAds } from '@/lib/format';
import { admob } from './admob';
import { gpt } from './gpt';
import { h5 } from './h5';
import { house } from './house';
import type { AdNetwork, NetworkClient } from './network';

export type { AdNetwork, NetworkClient };

/** Every network that shows rewarded ads, house ads last. Offer walls pay by postback and show nothing here. */
export const NETWORKS: readonly AdNetwork[] = [gpt, h5, admob, house];

export function networkById(id: string): AdNetwork {
  return NETWORKS.find((network) => network.id === id) ?? house;
}

/** Whether the hub has an account there and the operator has not switched it off. */
export function isOn(ctx: Pick<Ctx, 'settings' | 'adAccounts'>, network: AdNetwork): boolean {
  if (network.id === 'house') return true;
  return ctx.settings.current().ads.networks[network.id].enabled && network.client(ctx.adAccounts) !== null;
}

/** Whether this visitor may be shown its ads: those of other companies wait for consent. */
export function maySee(ctx: Pick<Ctx, 'consent'>, network: AdNetwork): boolean {
  return !network.needsConsent || mayLoadAds(ctx.consent);
}

/** The views that make up a session of this length, each opted into by its own click; lengths in seconds. */
export function viewsOf(network: AdNetwork, watchSeconds: number): number[] {
  const cap = network.viewCapSeconds;
  if (cap === null) return [watchSeconds];
  const count = Math.ceil(watchSeconds / cap);
  return Array.from({ length: count }, (_, index) => Math.min(cap, watchSeconds - index * cap));
}
