import { requireSession, type Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { networkCapReached } from '../caps';
import { isOn, maySee, networkById, type AdNetwork } from '../networks';
import type { NetworkId } from '../types';
import { ownUse, UNUSED } from './own-use';
import { fitsCaps, suitsChildren, waterfall, type Asked } from './waterfall';

/**
 * The named network, or the first of the waterfall. One query at most.
 * @throws AppError invalid_input for one that is off here; cap_reached, with the seconds to wait, for one whose day is full
 */
export async function chooseNetwork(ctx: Ctx, asked: Asked, name?: NetworkId): Promise<AdNetwork> {
  if (name === undefined) {
    const [first] = await waterfall(ctx, asked);
    return first ?? networkById('house');
  }
  const network = networkById(name);
  if (!isOn(ctx, network)) throw invalidField('network', 'is not configured here');
  if (!maySee(ctx, network)) throw invalidField('network', 'needs consent to ads of other companies');
  if (!suitsChildren(ctx, network)) throw invalidField('network', 'is not for children');
  if (network.id === 'house') return network;
  const used = await ownUse(ctx, requireSession(ctx.actor).userId);
  if (!fitsCaps(ctx, network, asked, used.get(network.id) ?? UNUSED)) throw networkCapReached(ctx);
  return network;
}
