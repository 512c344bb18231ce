import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { markUnmarked } from '../../../scripts/serve/mark.mjs';

async function headersOf(answer: RequestListener): Promise<Headers> {
  const server = createServer((request, response) => {
    markUnmarked(response, [['x-content-type-options', 'nosniff']]);
    answer(request, response);
  }).listen(0);
  await once(server, 'listening');
  try {
    return (await fetch(`http://localhost:${(server.address() as AddressInfo).port}`)).headers;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('an answer that passed no wrapper is marked, whether its headers are written or implied', async () => {
  for (const answer of [
    ((_, response) => response.writeHead(405, { allow: 'GET' }).end()) satisfies RequestListener,
    ((_, response) => void response.end()) satisfies RequestListener,
  ]) {
    const headers = await headersOf(answer);
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('what a wrapper has said stays as it is', async () => {
  const headers = await headersOf((_, response) => {
    response.setHeader('x-request-id', 'given-by-the-wrapper');
    response.end();
  });
  expect(headers.get('x-request-id')).toBe('given-by-the-wrapper');
  expect(headers.has('x-content-type-options')).toBe(false);
});
