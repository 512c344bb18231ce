import type { Ctx } from '@/lib/context';
import type { AdConsent } from '@/lib/format';
import { configuredUnits } from './display';
import { isOn, NETWORKS } from './networks';

export interface ConsentNeed {
  /** Something of another company could pay this visitor for watching; or stand on public pages. */
  rewarded: boolean;
  display: boolean;
  /** Whose ads the hub has at all, by the names people know. */
  partners: string[];
  /** What was answered so far. */
  consent: AdConsent;
  /** The script of a consent platform that asks in place of the hub; null where the hub asks itself. */
  cmpScriptUrl: string | null;
  childDirected: boolean;
}

const NAMES: Record<string, string> = {
  gpt: 'Google Ad Manager',
  h5: 'Google AdSense',
  admob: 'Google AdMob',
  adsense: 'Google AdSense',
  revcontent: 'Revcontent',
};

/** Whether there is anything to ask this visitor about: house ads alone need no answer, and premium sees no ads. */
export function consentNeed({ ctx }: { ctx: Ctx }): ConsentNeed {
  const { actor, consent } = ctx;
  const { cmpScriptUrl, childDirected } = ctx.settings.current().ads.consent;
  const premium = 'plan' in actor && actor.plan === 'premium';
  const networks = NETWORKS.filter((network) => network.needsConsent && isOn(ctx, network));
  const units = configuredUnits(ctx);
  const ids = [...networks.map(({ id }) => id), ...units.map(({ network }) => network)];
  return {
    rewarded: !premium && actor.type === 'user' && networks.length > 0,
    display: !premium && units.length > 0,
    partners: [...new Set(ids.map((id) => NAMES[id] ?? id))],
    consent,
    cmpScriptUrl: cmpScriptUrl || null,
    childDirected,
  };
}
