// The production server: Next behind a thin layer that knows the caller's address, stops cleanly and fails plainly.
import { createServer } from 'node:http';
import { normalizeProxyHeaders } from './serve/client-address.mjs';
import { directRoutes } from './serve/direct.mjs';
import { failPlainly } from './serve/fail.mjs';
import { markUnmarked } from './serve/mark.mjs';
import { report } from './serve/report.mjs';
import { answerUnservable, isServable, keepTarget } from './serve/request-target.mjs';
import { stopOnSignals } from './serve/stop.mjs';

const started = Date.now();
process.env.NODE_ENV = 'production';

async function loadEnv() {
  // Node runs this TypeScript file as it is: the same parser, before anything heavy is loaded.
  const { getEnv } = await import('../lib/env.ts');
  return getEnv();
}

/** What the wrappers say with every answer. The file imports nothing, so Node takes it as it is. */
async function loadHeaders({ APP_URL, NEXTAUTH_URL }) {
  const { securityHeaders } = await import('../lib/http/security-headers.ts');
  return securityHeaders((APP_URL ?? NEXTAUTH_URL)?.startsWith('https:') ?? false);
}

async function prepareNext(env) {
  const { default: next } = await import('next');
  const app = next({ dev: false, dir: process.cwd(), port: env.PORT });
  await app.prepare();
  return app.getRequestHandler();
}

/** Next calls the instrumentation while it prepares, but says it is ready before that has ended. */
async function booted() {
  const BOOTED = Symbol.for('megicai.booted');
  while (!globalThis[BOOTED]) await new Promise((resolve) => setTimeout(resolve, 20));
  await globalThis[BOOTED];
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

try {
  const env = await loadEnv();
  const handle = await prepareNext(env);
  await booted();
  const directly = directRoutes(process.cwd());
  const headers = await loadHeaders(env);
  const server = createServer((request, response) => {
    if (!isServable(request)) return answerUnservable(response);
    normalizeProxyHeaders(request, env.TRUSTED_PROXIES);
    keepTarget(request);
    // Next sends the headers alone as soon as it has a body to pipe; with the first piece of it they cost no packet.
    response.flushHeaders = () => {};
    const direct = directly(request);
    if (!direct) markUnmarked(response, headers);
    const serve = direct ?? handle;
    serve(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // Longer than a load balancer's own 60 s, so that it is never the one to meet a closing connection.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  server.requestTimeout = 120_000;
  const port = await listen(server, env.PORT);
  stopOnSignals(server);
  await report({ env, port, started });
} catch (error) {
  failPlainly(error);
}
