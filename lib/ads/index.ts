export { adOffer, adOffers } from './ad-offer';
export { adStatus } from './ad-status';
export { answerAd } from './answer-ad';
export { flushBeats, type StoredRhythm } from './beats';
export {
  admobCallback,
  admobQuerySchema,
  callbackAnswerSchema,
  callbackListQuerySchema,
  callbackListSchema,
  listCallbacks,
  listOwnCallbacks,
  listOwnOffers,
  offerPostbackSchema,
  offerWall,
  offerWallCallback,
  payDueOffers,
  payHeldOffer,
  refuseHeldOffer,
  reversedSessionsSchema,
  type ListCallbacksInput,
  type RawPostback,
} from './callbacks';
export { claimAd } from './claim-ad';
export { fallBack } from './fall-back';
export { consentNeed, type ConsentNeed } from './consent-need';
export { displayUnits, PLACEMENTS, type Placement } from './display';
export { describeAds, type AdSummary } from './describe-ads';
export {
  clickAd,
  createCampaign,
  creativesOf,
  deleteCampaign,
  findMedia,
  getCampaign,
  HOUSE_CREATIVES,
  listCampaigns,
  openMedia,
  setCampaignState,
  storeMedia,
  updateCampaign,
  type CampaignPatch,
  type ListedCampaign,
  type MediaInput,
  type OpenedMedia,
} from './campaigns';
export { listAdSessions } from './list-ad-sessions';
export { lockHeld } from './lock-held';
export { isOn, NETWORKS } from './networks';
export { adSetup, adsTxt, adWarnings } from './operator';
export { reportProgress } from './report-progress';
export { payDelayed, payDue, refuseDelayed } from './review';
export { reverseAdSessions } from './reverse-ad-sessions';
export {
  answerSchema,
  CAMPAIGN_STATES,
  campaignListSchema,
  campaignSchema,
  claimSchema,
  clickSchema,
  fallbackSchema,
  progressSchema,
  reverseSessionsSchema,
  startAdSchema,
  type AnswerInput,
  type Campaign,
  type CampaignInput,
  type CampaignListInput,
  type ClaimInput,
  type ClickInput,
  type FallbackInput,
  type ProgressInput,
  type ReverseSessionsInput,
  type StartAdInput,
} from './schema';
export { startAd } from './start-ad';
export * from './types';
export { adAnalytics, type AdAnalyticsInput } from './earnings/ad-analytics';
export { adEarnings } from './earnings/ad-earnings';
export { analyticsCsv } from './earnings/analytics-csv';
export { decodeReport } from './yield/report/decode';
export { importYield } from './yield/import-yield';
export { LATE_DAYS, rollUpAdDays, YOUNG_DAYS } from './yield/roll-up-days';
export { yieldImportSchema, type YieldImportInput } from './yield/schema';
