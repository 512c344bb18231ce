import type { Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { creditsToMicro, microToCredits } from '@/lib/format';
import type { OfferAd } from '@/lib/tools';
import type { AdOffer } from '@/lib/tools/types';

export interface Funds {
  available: number;
  /** What is missing; 0 where the balance covers it. */
  missingMicro: bigint;
  /** Ads that would pay for it. */
  ad: AdOffer | null;
}

export interface Need {
  priceMicro: bigint;
  adKind: AdOffer['kind'];
  offerAd?: OfferAd | undefined;
}

/** Whether the actor's balance covers a sum, and what would. */
export async function fundsFor(ctx: Ctx, { priceMicro, adKind, offerAd }: Need): Promise<Funds> {
  const hasWallet = ctx.actor.type === 'user' || ctx.actor.type === 'apiKey';
  const { available, debt } = hasWallet ? await getCredits({ ctx, input: {} }) : { available: 0, debt: 0 };
  const gap = priceMicro - creditsToMicro(available);
  if (gap <= 0n) return { available, missingMicro: 0n, ad: null };
  const missingMicro = gap + creditsToMicro(debt);
  return { available, missingMicro, ad: (await offerAd?.(adKind, missingMicro)) ?? null };
}

/** @throws AppError insufficient_credits with needed, available and ad. */
export async function assertFunds(ctx: Ctx, need: Need, what: string): Promise<void> {
  const { available, missingMicro, ad } = await fundsFor(ctx, need);
  if (missingMicro === 0n) return;
  throw new AppError('insufficient_credits', `You do not have enough credits for ${what}.`, {
    extra: { needed: microToCredits(need.priceMicro), available, ad },
  });
}
