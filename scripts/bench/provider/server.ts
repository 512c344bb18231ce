// The provider of `npm run bench`: one process, what it does stands in the path, such as /single/v1/chat/completions.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closing, failure, opening, stream, tokenFrame, whole } from './answers';

const SSE = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
const SLOW_MS = 5_000;

let inFlight = 0;
let mostInFlight = 0;
let calls = 0;

function answer(response: ServerResponse, status: number, headers: Record<string, string>, body: Buffer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

const good = (response: ServerResponse, streams: boolean) =>
  streams ? answer(response, 200, SSE, stream) : answer(response, 200, { 'content-type': 'application/json' }, whole);

const bad = (response: ServerResponse) => answer(response, 500, { 'content-type': 'application/json' }, failure);

/** One token every `delayMs`, the first after as long. */
function paced(response: ServerResponse, tokens: number, delayMs: number): void {
  response.writeHead(200, SSE);
  response.write(opening);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(tokenFrame(sent++));
    if (sent < tokens) return;
    clearInterval(timer);
    response.end(closing(tokens));
  }, delayMs);
  response.once('close', () => clearInterval(timer));
}

function perform(mode: string, response: ServerResponse, streams: boolean): void {
  if (mode === 'single') return good(response, streams);
  if (mode === 'fails') return bad(response);
  // Never two failures in a row, so that no breaker opens.
  if (mode === 'fails-every-second') return calls++ % 2 === 0 ? bad(response) : good(response, streams);
  if (mode === 'slow') return void setTimeout(() => good(response, streams), SLOW_MS);
  const [, tokens, delayMs] = /^paced-(\d+)-(\d+)$/.exec(mode) ?? [];
  if (tokens && delayMs) return paced(response, Number(tokens), Number(delayMs));
  answer(response, 404, {}, failure);
}

function tellCount(response: ServerResponse): void {
  answer(response, 200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify({ mostInFlight })));
  mostInFlight = inFlight;
}

const server = createServer((request: IncomingMessage, response) => {
  const mode = request.url?.split('/', 2)[1] ?? '';
  if (mode === 'count') return tellCount(response);
  mostInFlight = Math.max(mostInFlight, ++inFlight);
  response.once('close', () => inFlight--);
  let streams = false;
  request.on('data', (part: Buffer) => {
    streams ||= part.includes('"stream":true');
  });
  request.once('end', () => perform(mode, response, streams));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
