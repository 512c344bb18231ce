/** What the middleware shares with the wrappers: who calls, problems, headers. No database. */
export { addressOf, DEVICE_COOKIE, deviceOf, requestIdOf } from './caller';
export { problemResponse } from './problem';
export { contentSecurityPolicy, securityHeaders, type PageSecurity } from './security-headers';
