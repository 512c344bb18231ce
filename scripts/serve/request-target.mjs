import { randomUUID } from 'node:crypto';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function decodes(path) {
  try {
    return Boolean(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** Whether Next can make anything of a request: it fails, beyond our wrappers, on what no browser sends. */
export function isServable({ method, url, headers }) {
  if (!METHODS.has(method) || !url.startsWith('/') || !decodes(url.split('?', 1)[0])) return false;
  // HTTP/1.0 may come without a host.
  return headers.host === undefined || URL.canParse(`http://${headers.host}`);
}

/**
 * Keeps the address as it came where its bytes are signed: Next writes a query anew before a route sees it. What a caller
 * claims it to be is dropped everywhere.
 */
export function keepTarget(request) {
  if (request.url.startsWith('/api/ads/callbacks/')) request.headers['x-request-target'] = request.url;
  else delete request.headers['x-request-target'];
}

/** The contract's not_found, said without Next. */
export function answerUnservable(response) {
  const requestId = randomUUID();
  const problem = {
    type: 'urn:megicai:problem:not_found',
    title: 'Not found',
    status: 404,
    code: 'not_found',
    detail: 'There is no such address.',
    requestId,
  };
  response.writeHead(404, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    connection: 'close',
  });
  response.end(JSON.stringify(problem));
}
