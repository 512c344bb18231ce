export { getServices, makeCtx, makeSystemCtx, type Caller, type Services } from './services';
export { readiness, type Readiness } from './readiness';
