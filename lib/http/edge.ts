/** What the middleware shares with the wrappers: who calls, problems, headers. No database. */
export { adPolicyOf, type AdPolicy } from './ad-policy';
export { addressOf, callerDevice, DEVICE_COOKIE, deviceCookie, requestIdOf } from './caller';
export { assertCoarse } from './coarse';
export { problemResponse } from './problem';
export { contentSecurityPolicy, securityHeaders, type PageSecurity } from './security-headers';
export { visitorOf } from './visitor';
