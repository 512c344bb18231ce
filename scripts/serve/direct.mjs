import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Asked most of all: a tool run, and the beats of ads that are watched. Everything else takes the way through Next's router. */
const HOT = ['/api/process-request', '/api/ads/progress'];

const CONTEXT = { requestMeta: { relativeProjectDir: '.' } };

/**
 * Next's router costs a sixth of a run, and for these routes it decides nothing: no middleware, no rewrite, no parameter.
 * They are called as the build made them, by the interface that Next gives to adapters of other platforms
 * (https://nextjs.org/docs/app/api-reference/adapters/invoking-entrypoints). Where a build has no such entry, and for
 * every request that is not exactly one of these, the answer is undefined and Next's own handler does it.
 * @param {string} root The project's folder, with its build.
 */
export function directRoutes(root) {
  const require = createRequire(path.join(root, 'package.json'));
  const handlers = new Map();
  for (const route of HOT) {
    const file = path.join(root, '.next/server/app', route, 'route.js');
    const handler = existsSync(file) ? require(file).handler : undefined;
    if (typeof handler === 'function') handlers.set(route, handler);
  }
  /** @param {import('node:http').IncomingMessage} request */
  return ({ method, url }) => {
    const handler = method === 'POST' ? handlers.get(url) : undefined;
    return handler && ((request, response) => handler(request, response, CONTEXT));
  };
}
