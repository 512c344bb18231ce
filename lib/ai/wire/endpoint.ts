import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { WireError } from './wire-error';

/** Idle connections are let go of before providers' own limits, so that no call meets a closing one. */
const IDLE_CONNECTION_MS = 4_000;
/** Of an error's body; the machine code stands at its beginning. */
const MAX_ERROR_BYTES = 65_536;

const options = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, timeout: IDLE_CONNECTION_MS };
const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };

/** After its last word a provider has so long to end the body, so that the connection can be used again. */
const DRAIN_MS = 1_000;

/** A 2xx answer whose body has not been read. */
export interface Answer {
  response: IncomingMessage;
  /** Everything that counts has been read: the signal ends nothing any more, the rest is drained. */
  release(): void;
}

/** One address of a provider that takes JSON by POST. */
export interface Endpoint {
  /**
   * Follows no redirect: an address is configuration, and a key must not travel to another one.
   * @throws WireError for every other status, and Node's own errors while nothing has come back.
   */
  post(body: string, signal: AbortSignal, onAnswered: () => void): Promise<Answer>;
}

/** `headers` go with every call; the address is parsed once. */
export function createEndpoint(address: string, headers: Readonly<Record<string, string>>): Endpoint {
  const url = new URL(address);
  const isPlain = url.protocol === 'http:';
  const send = isPlain ? httpRequest : httpsRequest;
  const base: RequestOptions = {
    method: 'POST',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port ? { port: url.port } : {}),
    path: url.pathname + url.search,
    agent: isPlain ? agents['http:'] : agents['https:'],
  };
  return {
    post: (body, signal, onAnswered) =>
      new Promise((resolve, reject) => {
        const request = send({
          ...base,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        });
        const abort = () => request.destroy(signal.reason as Error);
        const release = (response: IncomingMessage) => {
          signal.removeEventListener('abort', abort);
          if (response.complete) return;
          const late = setTimeout(() => request.destroy(), DRAIN_MS);
          request.once('close', () => clearTimeout(late));
          response.resume();
        };
        request.once('error', reject);
        request.once('close', () => signal.removeEventListener('abort', abort));
        request.once('response', (response) => {
          onAnswered();
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve({ response, release: () => release(response) });
          else readError(response).then(reject, reject);
        });
        if (signal.aborted) return abort();
        signal.addEventListener('abort', abort, { once: true });
        request.end(body);
      }),
  };
}

async function readError(response: IncomingMessage): Promise<WireError> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.byteLength;
      if (bytes > MAX_ERROR_BYTES) break;
    }
  } catch {
    // The status alone says enough.
  }
  return new WireError(response.statusCode ?? 0, response.headers, Buffer.concat(parts).toString('utf8'));
}
