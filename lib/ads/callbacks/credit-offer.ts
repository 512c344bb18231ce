import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { creditsToMicro, utcDayStart } from '@/lib/format';
import { isUuid } from '@/lib/ids';
import { assessOffer, openCase, type Assessment } from '@/lib/risk';
import { isLive } from '../live-account';
import { findCallback, keepCallback, settleCallback, type KeptCallback, type SettledCallback } from './callback-log';
import { grantOffer } from './grant-offer';
import type { OfferMessage } from './offer-message';
import { OFFER_WALL, takeTurn } from './offer-turn';
import type { CallbackAnswer } from './types';

const HOUR_MS = 3_600_000;

const millionths = (value: number) => BigInt(Math.round(value * 1_000_000));

/** The user's part of a payout at the value of a credit, rounded down. */
function creditsOf(ctx: Ctx, payoutMicroUsd: bigint): bigint {
  const { ads, prices } = ctx.settings.current();
  const { share, maxCredits } = ads.networks.offerwall;
  const micro = (payoutMicroUsd * millionths(share)) / millionths(prices.costPlus.creditValueUsd);
  const most = creditsToMicro(maxCredits);
  return micro < most ? micro : most;
}

const PAID_TODAY = `SELECT coalesce(sum(amount_micro), 0)::text AS paid FROM ad_callbacks
  WHERE user_id = $1::uuid AND network = $2::text AND event = 'credit' AND amount_micro > 0 AND received_at >= $3::timestamptz`;

/** What the day's cap leaves to this user. Offers that wait, were refused or reversed count all the same. */
async function leftOf(ctx: Ctx, userId: string): Promise<{ leftMicro: bigint; capMicro: bigint }> {
  await takeTurn(ctx, `user:${userId}`);
  const [row] = await ctx.db.sql<{ paid: string }>(PAID_TODAY, [userId, OFFER_WALL, utcDayStart(ctx.clock.now())]);
  const capMicro = creditsToMicro(ctx.settings.current().ads.networks.offerwall.dailyCap);
  return { leftMicro: capMicro - BigInt(row?.paid ?? 0), capMicro };
}

/** The offer waits, and counts for its day with what it will pay; the operator has a case. */
async function hold(ctx: Ctx, id: string, userId: string, amountMicro: bigint, { score, signals }: Assessment) {
  const { delayHours } = ctx.settings.current().risk;
  const subject = { type: 'offer', id } as const;
  const input = { flow: 'offer', userId, subject, score, signals, decision: 'delay' } as const;
  const { caseId } = await openCase({ ctx, input });
  const releaseAt = new Date(ctx.clock.now().getTime() + delayHours * HOUR_MS);
  return { outcome: 'held', amountMicro, held: { releaseAt, caseId } } as const;
}

/** Pays what it is worth within the caps of the day, or holds just that. */
async function payOrHold(ctx: Ctx, id: string, userId: string, message: OfferMessage): Promise<SettledCallback> {
  const { transactionId, payoutMicroUsd, offerName } = message;
  const due = creditsOf(ctx, payoutMicroUsd);
  if (due <= 0n) return { outcome: 'nothing' };
  const { leftMicro, capMicro } = await leftOf(ctx, userId);
  if (leftMicro <= 0n) return { outcome: 'capped' };
  const amountMicro = due < leftMicro ? due : leftMicro;
  const about = { userId, network: OFFER_WALL, offer: offerName, payoutMicroUsd, amountMicro, dayCapMicro: capMicro };
  const assessment = await assessOffer({ ctx, input: about });
  if (assessment.decision !== 'allow') return hold(ctx, id, userId, amountMicro, assessment);
  await grantOffer(ctx, { userId, transactionId, offerName, amountMicro });
  return { outcome: 'paid', amountMicro };
}

/** What a repeat gets: the first answer, if it says the same. @throws AppError conflict */
function repeated(ctx: Ctx, kept: KeptCallback, message: OfferMessage): CallbackAnswer {
  const same = kept.data.payoutMicroUsd === message.payoutMicroUsd.toString() && kept.data.user === message.userId;
  if (same) return { outcome: kept.outcome, repeated: true };
  ctx.log.warn({ transactionId: message.transactionId, kept: kept.data }, 'an offer was credited before, otherwise');
  throw new AppError('conflict', 'This transaction was credited before, with another amount or user.');
}

/**
 * Credits a completed offer, once per transaction of the network, or holds it for a look. In the caller's transaction.
 * @throws AppError conflict for a transaction that was credited otherwise
 */
export async function creditOffer(ctx: Ctx, message: OfferMessage): Promise<CallbackAnswer> {
  const { transactionId, userId: user, payoutMicroUsd } = message;
  const key = { network: OFFER_WALL, event: 'credit', externalId: transactionId } as const;
  await takeTurn(ctx, transactionId);
  const kept = await findCallback(ctx, key);
  if (kept) return repeated(ctx, kept, message);
  const live = isUuid(user) && (await isLive(ctx, user)) ? user.toLowerCase() : null;
  const withdrawn = await findCallback(ctx, { ...key, event: 'reversal' });
  const data = {
    payoutMicroUsd: payoutMicroUsd.toString(),
    user,
    ...(message.offerName && { offer: message.offerName }),
  };
  const outcome = withdrawn ? 'withdrawn' : 'unknown';
  const id = await keepCallback(ctx, key, { outcome, userId: live, data });
  if (!id) throw new Error('an offer was credited by somebody who did not wait for their turn');
  if (withdrawn || !live) return { outcome, repeated: false };
  const settled = await payOrHold(ctx, id, live, message);
  await settleCallback(ctx, id, settled);
  return { outcome: settled.outcome, repeated: false };
}
