export { adjustCredits, type AdjustCreditsInput, type AdjustCreditsResult } from './adjust-credits';
export { findUser, type FoundUser } from './find-user';
export { readSettings } from './read-settings';
