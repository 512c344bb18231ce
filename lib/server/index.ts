export { getServices, makeCtx, makeSystemCtx, type Caller, type Services } from './services';
export { readiness, type Readiness } from './readiness';
export { METRICS_TYPE, renderMetrics } from './metrics';
export { assertMetricsToken } from './metrics-token';
