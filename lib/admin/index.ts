export { adjustCredits, type AdjustCreditsInput, type AdjustCreditsResult } from './adjust-credits';
export { findUser, type FoundUser } from './find-user';
export { listAdjustments, type Adjustment } from './list-adjustments';
export { readSettings } from './read-settings';
