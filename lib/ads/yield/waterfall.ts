import type { Ctx } from '@/lib/context';
import { creditsToMicro, utcDay } from '@/lib/format';
import { isOn, maySee, networkById, NETWORKS, viewsOf, type AdNetwork } from '../networks';
import type { AdKind, Place } from '../types';
import { estimator } from './estimate';
import { yieldFacts } from './facts';
import { fillOf, isResting } from './fill';
import { explores, inOrder } from './order';
import { ownUse, UNUSED, type OwnUse } from './own-use';

/** What somebody may be given; seconds and reward are those of the kind's rule where they are left out. */
interface AskedAd {
  kind: AdKind;
  watchSeconds?: number;
  rewardMicro?: bigint;
}

/** The same, and where it can be shown. */
export interface Asked extends AskedAd {
  place: Place;
}

const NO_ASKS = { asked: 0, failures: 0 };

/** A page's tags can be told that a hub is for children; an app around the hub cannot. */
export function suitsChildren(ctx: Ctx, network: AdNetwork): boolean {
  return network.place !== 'app' || !ctx.settings.current().ads.consent.childDirected;
}

/** Other companies' networks that may show this visitor something at this place. */
function open(ctx: Ctx, place: Place): AdNetwork[] {
  return NETWORKS.filter(
    (network) =>
      network.id !== 'house' &&
      network.place === place &&
      isOn(ctx, network) &&
      maySee(ctx, network) &&
      suitsChildren(ctx, network),
  );
}

const lengthOf = (ctx: Ctx, { kind, watchSeconds }: AskedAd) =>
  watchSeconds ?? ctx.settings.current().ads[kind].watchSeconds;

/** Whether one more such session fits under what this person may have of the network in a day. */
export function fitsCaps(ctx: Ctx, network: AdNetwork, asked: AskedAd, use: OwnUse): boolean {
  if (network.id === 'house') return true;
  const { ads } = ctx.settings.current();
  const { dailyCap, viewsPerDay } = ads.networks[network.id];
  const rewardMicro = asked.rewardMicro ?? creditsToMicro(ads[asked.kind].reward);
  const views = viewsOf(network, lengthOf(ctx, asked)).length;
  return use.views + views <= viewsPerDay && use.earnedMicro + rewardMicro <= creditsToMicro(dailyCap);
}

/**
 * The networks that may show this visitor such ads, for each of them, the best first; house ads end every list. One query at
 * most, and none where there are only house ads.
 */
export async function waterfalls(ctx: Ctx, place: Place, asks: readonly AskedAd[]): Promise<AdNetwork[][]> {
  const house = networkById('house');
  const networks = open(ctx, place);
  const { actor } = ctx;
  if (networks.length === 0 || actor.type !== 'user') return asks.map(() => [house]);
  const [facts, used] = await Promise.all([yieldFacts(ctx), ownUse(ctx, actor.userId)]);
  const yieldOf = estimator(facts.yields, ctx.settings.current().ads.assumedCpmUsd);
  const fill = fillOf(facts.asks);
  const useOf = ({ id }: AdNetwork) => used.get(id) ?? UNUSED;
  const askedOf = ({ id }: AdNetwork) =>
    facts.asks.reduce((sum, row) => (row.network === id ? sum + row.asked : sum), 0);
  const exploring = explores(actor.userId, utcDay(ctx.clock.now()));
  const awake = networks.filter(
    (network) => !isResting(facts.lastHour.get(network.id) ?? NO_ASKS, useOf(network).failures),
  );
  return asks.map((asked) => {
    const candidates = awake
      .filter((network) => fitsCaps(ctx, network, asked, useOf(network)))
      .map((network) => ({
        ...{ network, id: network.id, asked: askedOf(network), fill: fill(network.id, ctx.country) },
        worthMicroUsd:
          yieldOf({ network: network.id, country: ctx.country, kind: asked.kind }).microUsd *
          viewsOf(network, lengthOf(ctx, asked)).length,
      }));
    return [...inOrder(candidates, exploring).map(({ network }) => network), house];
  });
}

/** The same for one session. */
export async function waterfall(ctx: Ctx, asked: Asked): Promise<AdNetwork[]> {
  const [networks = []] = await waterfalls(ctx, asked.place, [asked]);
  return networks;
}
