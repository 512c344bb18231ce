import type { Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { CallbackAnswer } from './types';
import { keyRingOf } from './admob-keys';
import { isOurUnit, isSigned, readAdmob } from './admob-message';
import { countView } from './count-view';
import { forged } from './signed-query';

/**
 * AdMob's word that a view was watched to its end. `query` is the raw one, as it came. Reward and user are those of the
 * session that it names; amounts in the callback mean nothing here.
 * @throws AppError not_found without ad units of ours, malformed_json (400), forbidden for a forgery and for other
 *   publishers' units, provider_unavailable while no key can be had
 */
export const admobCallback: Verb<{ query: string }, CallbackAnswer> = async ({ ctx, input }) => {
  const { ADMOB_AD_UNITS: units = [], ADMOB_SSV_KEYS_URL: keysUrl } = ctx.adAccounts;
  if (units.length === 0) throw notFound('ad network');
  const message = readAdmob(input.query);
  const key = await keyRingOf(keysUrl).find(message.keyId, ctx.clock.now(), ctx.log);
  if (!key || !isSigned(message, key)) throw forged();
  const { sessionId, userId, transactionId, adUnit } = message;
  // The test button of AdMob's console names a unit of nobody and no session: it wants to hear that it was understood.
  if (sessionId === null) return { outcome: 'unknown', repeated: false };
  if (!isOurUnit(units, adUnit)) {
    ctx.log.warn({ adUnit, transactionId }, 'a signed callback of an ad unit that is not ours');
    throw forged();
  }
  return countView(ctx, { network: 'admob', transactionId, sessionId, userId });
};
