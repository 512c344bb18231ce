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
