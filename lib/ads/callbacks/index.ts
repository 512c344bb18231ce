export { admobCallback } from './admob-callback';
export { listCallbacks, type ListCallbacksInput } from './list-callbacks';
export { listOwnCallbacks, listOwnOffers } from './list-own-callbacks';
export { offerPostbackSchema, type RawPostback } from './offer-message';
export { offerWall } from './offer-wall';
export { offerWallCallback } from './offer-wall-callback';
export { payDueOffers, payHeldOffer, refuseHeldOffer } from './settle-held-offers';
export {
  admobQuerySchema,
  callbackAnswerSchema,
  callbackListQuerySchema,
  callbackListSchema,
  reversedSessionsSchema,
} from './schema';
