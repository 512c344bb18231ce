import type { Ctx } from '@/lib/context';
import { clawback } from '@/lib/credits';
import { emit } from '@/lib/events';
import { microToCredits } from '@/lib/format';
import { notify } from '@/lib/notices';

export interface TakenBack {
  userId: string;
  source: 'ad' | 'offer';
  network: string;
  amountMicro: bigint;
  /** What the credits came from: the ad session, or the network's transaction; the ledger takes them once. */
  paidBy: string;
  /** What the notice is about: the session, or the kept callback that had paid. */
  about: string;
  /** An operator's words; null where the network itself takes back. */
  reason: string | null;
}

/** Shown in the words of the catalog. */
const BY_NETWORK = 'reversed_by_network';

/**
 * Takes back what an ad or an offer had paid, in the caller's transaction: new entries, debt beyond the balance, and a
 * notice to the user. The caller has locked what is reversed, and marks it.
 * @returns what is owed now, in microcredits
 */
export async function takeBack(ctx: Ctx, taken: TakenBack): Promise<{ debtMicro: bigint }> {
  const { userId, source, network, amountMicro, paidBy, about, reason } = taken;
  const { debtMicro } = await clawback({
    ctx,
    input: {
      userId,
      source,
      amountMicro,
      externalSource: `${source}-reversal`,
      externalId: paidBy,
      ref: { type: source, id: paidBy },
      reason: reason ?? BY_NETWORK,
    },
  });
  const [amount, debt] = [microToCredits(amountMicro), microToCredits(debtMicro)];
  const data = { id: about, source, network, amount, debt, ...(reason !== null && { reason }) };
  await notify({ ctx, input: { userId, kind: 'ad_reversed', data } });
  await emit(ctx, {
    type: 'ad.reversed',
    userId,
    data: { paidBy, source, network, amountMicro: amountMicro.toString() },
  });
  return { debtMicro };
}
