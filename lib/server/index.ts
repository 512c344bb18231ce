export { getServices, makeCtx, makeSystemCtx, type Caller, type Services } from './services';
