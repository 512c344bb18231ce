export { validate } from './body';
export { DEVICE_COOKIE } from './caller';
export { defineAction, type ActionArgs, type ActionResult } from './define-action';
export { defineRoute, finish, type DefinedRoute, type RouteArgs, type RouteResult } from './define-route';
export { pageCtx, requireSignedIn } from './page';
export type { Problem } from './problem';
export { defineActionSpec, defineSpec, type ActionSpec, type ResponseSpec, type RouteAuth, type RouteSpec } from './spec';
