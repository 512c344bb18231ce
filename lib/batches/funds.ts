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

/**
 * Does `work`, which asserts funds inside a transaction, with an asker that only notes what was asked: which ad would pay is
 * looked up once the transaction has ended. Inside it, a look on another connection would wait for the one that waits for it.
 */
export async function askingAfter<Answer>(
  offerAd: OfferAd | undefined,
  work: (note: OfferAd) => Promise<Answer>,
): Promise<Answer> {
  const asked: Parameters<OfferAd>[] = [];
  const note: OfferAd = async (...question) => {
    asked.push(question);
    return null;
  };
  try {
    return await work(note);
  } catch (error) {
    const question = asked.at(-1);
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits' || !question) throw error;
    const ad = (await offerAd?.(...question)) ?? null;
    throw new AppError(error.code, error.detail, { extra: { ...error.extra, ad } });
  }
}
