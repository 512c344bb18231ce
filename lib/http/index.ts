export { validate } from './body';
export { admit, assertAuth, type AdmitInput, type CookieReader } from './admit';
export { addressOf, DEVICE_COOKIE, deviceOf, requestIdOf } from './caller';
export { defineAction, type ActionArgs, type ActionResult } from './define-action';
export { defineRoute, type DefinedRoute, type RouteArgs, type RouteResult } from './define-route';
export { serveNextAuth, type NextAuthInput } from './next-auth';
export { buildOpenApi, type OpenApiInput } from './openapi';
export { assertSameOrigin } from './origin';
export { pageCtx, requireSignedIn } from './page';
export { problemResponse, toProblem, type Problem } from './problem';
export {
  defineActionSpec,
  defineSpec,
  type ActionSpec,
  type ResponseSpec,
  type RouteAuth,
  type RouteSpec,
} from './spec';
export type { Upload } from './upload';
