export { adjustCredits, type AdjustCreditsInput, type AdjustCreditsResult } from './adjust-credits';
export { findInLedger, type FoundInLedger, type FoundRun } from './find-in-ledger';
export { findUser, type FoundUser } from './find-user';
export { listAdjustments, type Adjustment } from './list-adjustments';
export { readLedger, type LedgerOverview } from './read-ledger';
export { readSettings } from './read-settings';
export { refundRun, type RefundRunInput, type RefundRunResult } from './refund-run';
