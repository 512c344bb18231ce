export { adKindOf, adOffer } from './ad-offer';
export { adStatus } from './ad-status';
export { claimAd } from './claim-ad';
export { describeAds, type AdSummary } from './describe-ads';
export { creativesOf, HOUSE_CREATIVES } from './house-creatives';
export { listAdSessions, type PastAdSession } from './list-ad-sessions';
export { reportProgress } from './report-progress';
export {
  claimSchema,
  progressSchema,
  startAdSchema,
  type ClaimInput,
  type ProgressInput,
  type StartAdInput,
} from './schema';
export { startAd } from './start-ad';
export * from './types';
