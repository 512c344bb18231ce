export { createLimiter, tooMany, type Limiter, type LimiterOptions } from './limiter';
export { createLocalLimiter, type LocalLimiter } from './local';
export { POLICIES, policyOf, type LimitedPolicy, type Policy, type PolicyName, type SubjectKind } from './policies';
export { addressSubject } from './subject';
export { limitsEnabled, setLimitsEnabled } from './switch';
