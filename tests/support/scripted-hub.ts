import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

export type HubAnswer = (request: HubRequest, response: ServerResponse) => void | Promise<void>;

/** A local HTTP server that plays the hub's part on the wire, as a test scripts it. `fetch` resolves paths against it. */
export interface ScriptedHub {
  requests: HubRequest[];
  /** Answers for "POST /api/ads/start"; later calls replace earlier ones. */
  on(route: string, answer: HubAnswer): void;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): HubAnswer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** One server-sent event with its id. */
export const sse = (id: number | null, data: unknown): string =>
  `${id === null ? '' : `id: ${id}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

export async function openHub(): Promise<ScriptedHub> {
  const answers = new Map<string, HubAnswer>();
  const requests: HubRequest[] = [];
  const server = createServer((incoming, response) => {
    void readBody(incoming).then(async (body) => {
      const path = incoming.url ?? '';
      const request = { method: incoming.method ?? '', path, headers: incoming.headers, body };
      requests.push(request);
      const answer = answers.get(`${request.method} ${path}`);
      if (answer) await answer(request, response);
      else
        response
          .writeHead(404, { 'content-type': 'application/problem+json' })
          .end('{"code":"not_found","detail":"not scripted"}');
    });
  });
  // A connection closed for its age while a slow machine sends on it would look like a fault.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wire = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    wire(typeof input === 'string' && input.startsWith('/') ? base + input : input, init);
  return {
    requests,
    on: (route, answer) => void answers.set(route, answer),
    close: async () => {
      globalThis.fetch = wire;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
