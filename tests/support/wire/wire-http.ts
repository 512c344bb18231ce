import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  /** Parsed where it is JSON. */
  body: unknown;
  /** The caller went away before the answer was complete. */
  aborted: boolean;
}

export interface Reply {
  heard: Heard;
  response: ServerResponse;
  json(status: number, body: unknown, headers?: Record<string, string>): void;
  bytes(type: string, bytes: Uint8Array, headers?: Record<string, string>): void;
  /** Opens a stream of events. */
  events(headers?: Record<string, string>): (data: unknown) => void;
}

export interface WireHttp {
  /** Without a slash at its end. */
  url: string;
  heard: Heard[];
  /** Resolves when a request matches, now or later. */
  waitFor(test: (heard: Heard) => boolean): Promise<Heard>;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function parse(raw: Buffer, type: string | undefined): unknown {
  if (!type?.startsWith('application/json')) return undefined;
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** How an answer is written. */
export function replyTo(heard: Heard, response: ServerResponse): Reply {
  return {
    heard,
    response,
    json(status, body, headers = {}) {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    },
    bytes(type, bytes, headers = {}) {
      response.writeHead(200, { 'content-type': type, 'content-length': bytes.byteLength, ...headers });
      response.end(bytes);
    },
    events(headers = {}) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', ...headers });
      return (data) => void response.write(typeof data === 'string' ? data : `data: ${JSON.stringify(data)}\n\n`);
    },
  };
}

/** A request as it was heard, with its body. */
export async function heardFrom(request: IncomingMessage): Promise<Heard> {
  const { method = 'GET', url = '/', headers } = request;
  const raw = await readBody(request);
  return { method, path: url, headers, raw, body: parse(raw, headers['content-type']), aborted: false };
}

/** A local server that keeps what it heard and leaves the answer to `answer`. */
export async function startWireHttp(answer: (reply: Reply) => Promise<void> | void): Promise<WireHttp> {
  const heard: Heard[] = [];
  const waiters = new Set<() => void>();
  const wake = () => waiters.forEach((look) => look());
  const server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url = '/', headers } = request;
      const record: Heard = { method, path: url, headers, raw: Buffer.alloc(0), body: undefined, aborted: false };
      response.on('close', () => {
        record.aborted = !response.writableFinished;
        wake();
      });
      record.raw = await readBody(request);
      record.body = parse(record.raw, headers['content-type']);
      heard.push(record);
      wake();
      await answer(replyTo(record, response));
    })().catch(() => response.destroy());
  });
  // A connection closed for its age while a slow machine sends on it would look like a fault.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    waitFor: (test) =>
      new Promise((resolve, reject) => {
        const stop = () => (clearTimeout(timer), waiters.delete(look));
        const look = () => {
          const found = heard.find(test);
          if (!found) return;
          stop();
          resolve(found);
        };
        const timer = setTimeout(() => (stop(), reject(new Error('no such request came'))), 20_000);
        waiters.add(look);
        look();
      }),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
