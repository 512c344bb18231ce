export { ClaimStopped, payOrHold } from './pay-or-hold';
export { payDelayed, payDue, refuseDelayed } from './settle-delayed';
export { NOT_ACCEPTED, stopClaim } from './stop-claim';
export { tellRefused } from './tell';
