import { withCtx, type Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { CallbackAnswer } from './types';
import { creditOffer } from './credit-offer';
import { readPostback, type RawPostback } from './offer-message';
import { reverseOffer } from './reverse-offer';

/**
 * An offer wall's word that somebody completed an offer, or that the advertiser withdrew it. One transaction each: what
 * is answered is committed.
 * @throws AppError not_found without a secret, and for credits while the operator has switched offers off; forbidden for
 *   a forgery; malformed_json (400), invalid_input; conflict for a transaction that was credited otherwise
 */
export const offerWallCallback: Verb<RawPostback, CallbackAnswer> = async ({ ctx, input }) => {
  const { OFFERWALL_SECRET: secret } = ctx.adAccounts;
  if (!secret) throw notFound('ad network');
  const message = readPostback(secret, input);
  const isReversal = message.event === 'reversal';
  // What was paid can be withdrawn even after the wall was switched off.
  if (!isReversal && !ctx.settings.current().ads.networks.offerwall.enabled) throw notFound('ad network');
  // Its machines are not the user's: their address and cookies say nothing about who completed the offer.
  const own = withCtx(ctx, { device: null, address: null });
  return ctx.db.transaction((db) => (isReversal ? reverseOffer : creditOffer)(withCtx(own, { db }), message), {
    repeatable: true,
  });
};
