import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the server does with one request. */
export type WireStep =
  /** A good answer. `delayMs` stands before each token; `pieces` overrides how the text is cut into tokens. */
  | {
      do: 'ok';
      text?: string;
      pieces?: string[];
      delayMs?: number;
      firstDelayMs?: number;
      usage?: boolean;
      finish?: string;
    }
  /** An HTTP error in OpenAI's shape. */
  | { do: 'status'; status: number; code?: string; retryAfter?: string }
  /** Never sends anything. */
  | { do: 'stall-headers' }
  /** Sends headers and the role chunk, then nothing. */
  | { do: 'stall-first' }
  /** Sends `after` tokens, then nothing. */
  | { do: 'stall-middle'; after?: number }
  /** Destroys the socket: without `after` before the headers, else after so many tokens (0: headers and the role chunk only). */
  | { do: 'cut'; after?: number }
  /** Ends the body politely after `after` tokens, without a finish reason and [DONE]. */
  | { do: 'end-early'; after?: number }
  /** A complete answer without any content. */
  | { do: 'empty' }
  /** Sends `after` tokens, then a chunk that is not JSON. */
  | { do: 'bad-chunk'; after?: number }
  /** Sends `after` tokens, then an error frame inside the stream. */
  | { do: 'error-frame'; after?: number; code?: string }
  /** 200 with an HTML page that does not say what it is. */
  | { do: 'html' }
  /** 200 with a page that says it is one. */
  | { do: 'wrong-type' }
  /** Tokens until so many bytes of text were sent or the caller has gone; `inOnePiece`: as a single token. */
  | { do: 'flood'; bytes: number; inOnePiece?: boolean }
  /** An image; a small PNG unless `b64` is given. */
  | { do: 'image'; b64?: string; delayMs?: number };

export interface WireRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** The caller went away before the answer was complete. */
  aborted: boolean;
  /** Tokens written so far. */
  sent: number;
  /** `performance.now()` when the last token was written. */
  lastTokenAt: number | undefined;
  finished: boolean;
  /** When the answer ended, well or not, by this process's clock (`Date.now`). */
  endedAt?: number;
}

export interface WireServer {
  /** With `/v1`, as a base URL wants it. */
  url: string;
  port: number;
  requests: WireRequest[];
  /** Queues steps, one per request; when the queue is empty the default answers. */
  script(...steps: WireStep[]): void;
  /** Replaces the default step. */
  setDefault(step: WireStep): void;
  /** Resolves when a request matches, now or later. */
  waitFor(test: (request: WireRequest) => boolean, timeoutMs?: number): Promise<WireRequest>;
  close(): Promise<void>;
}

export interface WireServerOptions {
  port?: number;
  defaultStep?: WireStep;
  /** Keeps no record of requests: for load tests. */
  forget?: boolean;
  /** The step by the model that is asked for, before queue and default. */
  stepOf?: (model: string) => WireStep | undefined;
  /** Speaks TLS with this certificate. */
  tls?: { key: string; cert: string };
}

export const WIRE_TEXT = 'The quick brown fox jumps over the lazy dog.';
const PNG_1X1 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Tokens as a model would cut them, roughly: words with the space before them. */
const tokensOf = (text: string) => text.match(/\s*\S+|\s+/g) ?? [];

const ERROR_TYPES: Record<number, string> = {
  401: 'invalid_request_error',
  429: 'rate_limit_error',
  400: 'invalid_request_error',
};

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** One answer being written. */
class Answer {
  private readonly head: { id: string; object: string; created: number; model: string };

  constructor(
    private readonly response: ServerResponse,
    readonly record: WireRequest,
    serial: number,
  ) {
    const created = Math.floor(Date.now() / 1_000);
    this.head = {
      id: `chatcmpl-${serial}`,
      object: 'chat.completion.chunk',
      created,
      model: String(record.body.model),
    };
  }

  get streams(): boolean {
    return this.record.body.stream === true;
  }

  json(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.response.writeHead(status, { 'content-type': 'application/json', ...headers });
    this.response.end(JSON.stringify(body));
  }

  page(text: string): void {
    this.response.writeHead(200, { 'content-type': 'text/html' });
    this.response.end(text);
  }

  /** Whether the caller takes more at once; else wait for `drained`. */
  get isFull(): boolean {
    return this.response.writableNeedDrain;
  }

  async drained(): Promise<void> {
    await Promise.race([once(this.response, 'drain'), once(this.response, 'close')]);
  }

  openStream(): void {
    this.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    this.chunk({ role: 'assistant', content: '' });
  }

  private chunk(delta: Record<string, unknown>, finish: string | null = null): void {
    this.event({ ...this.head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  }

  event(value: unknown): void {
    this.response.write(`data: ${JSON.stringify(value)}\n\n`);
  }

  raw(text: string): void {
    this.response.write(text);
  }

  token(content: string): void {
    this.chunk({ content });
    this.record.sent += 1;
    this.record.lastTokenAt = performance.now();
  }

  finish(finish: string, outputTokens: number, withUsage: boolean): void {
    this.chunk({}, finish);
    const { stream_options: options } = this.record.body as { stream_options?: { include_usage?: boolean } };
    if (withUsage && options?.include_usage) this.event({ ...this.head, choices: [], usage: this.usage(outputTokens) });
    this.response.end('data: [DONE]\n\n');
  }

  usage(outputTokens: number) {
    const inputTokens = Math.ceil(JSON.stringify(this.record.body.messages ?? '').length / 4);
    return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens };
  }

  whole(content: string, finish: string, outputTokens: number): void {
    const message = { role: 'assistant', content, refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: finish }];
    this.json(200, { ...this.head, object: 'chat.completion', choices, usage: this.usage(outputTokens) });
  }

  end(): void {
    this.response.end();
  }

  /** What was written reaches the caller before the socket dies. */
  async cut(): Promise<void> {
    await sleep(20);
    this.response.socket?.destroy();
  }
}

async function sendSome(answer: Answer, count: number, step: { pieces?: string[] } = {}): Promise<void> {
  answer.openStream();
  for (const token of (step.pieces ?? tokensOf(WIRE_TEXT)).slice(0, count)) answer.token(token);
}

async function sendOk(answer: Answer, step: Extract<WireStep, { do: 'ok' }>): Promise<void> {
  const {
    text = WIRE_TEXT,
    pieces = tokensOf(text),
    delayMs = 0,
    firstDelayMs = 0,
    usage = true,
    finish = 'stop',
  } = step;
  if (firstDelayMs > 0 && !answer.streams) await sleep(firstDelayMs);
  if (!answer.streams) return answer.whole(pieces.join(''), finish, pieces.length);
  answer.openStream();
  if (firstDelayMs > 0) await sleep(firstDelayMs);
  for (const piece of pieces) {
    if (delayMs > 0) await sleep(delayMs);
    if (answer.record.aborted) return;
    answer.token(piece);
  }
  answer.finish(finish, pieces.length, usage);
}

async function flood(answer: Answer, { bytes, inOnePiece }: Extract<WireStep, { do: 'flood' }>): Promise<void> {
  answer.openStream();
  const piece = 'flood '.repeat(inOnePiece ? Math.ceil(bytes / 6) : 1_000);
  for (let sent = 0; sent < bytes && !answer.record.aborted; sent += piece.length) {
    answer.token(piece);
    if (answer.isFull) await answer.drained();
  }
  if (!answer.record.aborted) answer.finish('stop', Math.ceil(bytes / 4), true);
}

async function sendImage(
  answer: Answer,
  { b64 = PNG_1X1, delayMs = 0 }: Extract<WireStep, { do: 'image' }>,
): Promise<void> {
  if (delayMs > 0) await sleep(delayMs);
  answer.json(200, {
    created: Math.floor(Date.now() / 1_000),
    data: [{ b64_json: b64 }],
    output_format: 'png',
    usage: {
      input_tokens: 10,
      output_tokens: 100,
      total_tokens: 110,
      input_tokens_details: { text_tokens: 10, image_tokens: 0 },
    },
  });
}

function sendStatus(answer: Answer, { status, code, retryAfter }: Extract<WireStep, { do: 'status' }>): void {
  const type = ERROR_TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  const error = { message: `scripted ${status}`, type, param: null, code: code ?? null };
  answer.json(status, { error }, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
}

async function perform(answer: Answer, step: WireStep): Promise<void> {
  switch (step.do) {
    case 'ok':
      return sendOk(answer, step);
    case 'image':
      return sendImage(answer, step);
    case 'status':
      return sendStatus(answer, step);
    case 'stall-headers':
      return;
    case 'stall-first':
      return sendSome(answer, 0);
    case 'stall-middle':
      return sendSome(answer, step.after ?? 2);
    case 'cut':
      if (step.after !== undefined) await sendSome(answer, step.after);
      return answer.cut();
    case 'end-early':
      await sendSome(answer, step.after ?? 0);
      return answer.end();
    case 'empty':
      return sendOk(answer, { do: 'ok', pieces: [] });
    case 'bad-chunk':
      await sendSome(answer, step.after ?? 0);
      answer.raw('data: {"choices": [{{{\n\n');
      return answer.end();
    case 'error-frame':
      await sendSome(answer, step.after ?? 0);
      answer.event({
        error: { message: 'scripted error frame', type: 'server_error', code: step.code ?? null, param: null },
      });
      return answer.end();
    case 'wrong-type':
      return answer.page('<html><body>Not an API</body></html>');
    case 'flood':
      return flood(answer, step);
    case 'html':
      return (answer.raw('<html><body>Not an API</body></html>'), answer.end());
  }
}

/** Starts a local server that speaks OpenAI's chat completions (streamed and whole), images and model list. */
export async function startOpenAiWireServer(options: WireServerOptions = {}): Promise<WireServer> {
  const queue: WireStep[] = [];
  const requests: WireRequest[] = [];
  const waiters = new Set<() => void>();
  let defaultStep = options.defaultStep;
  let serial = 0;
  const wake = () => waiters.forEach((look) => look());

  const listener: RequestListener = (request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const { method = 'GET', headers } = request;
      const record: WireRequest = {
        method,
        path,
        headers,
        body: {},
        aborted: false,
        sent: 0,
        lastTokenAt: undefined,
        finished: false,
      };
      response.on('close', () => {
        record.aborted = !response.writableFinished;
        record.finished = response.writableFinished;
        record.endedAt = Date.now();
        wake();
      });
      record.body = await readJson(request);
      serial += 1;
      if (!options.forget) requests.push(record);
      wake();
      const answer = new Answer(response, record, serial);
      if (path.endsWith('/models'))
        return answer.json(200, { object: 'list', data: [{ id: 'wire-model', object: 'model' }] });
      const isImage = path.endsWith('/images/generations');
      if (!isImage && !path.endsWith('/chat/completions')) return sendStatus(answer, { do: 'status', status: 404 });
      const step = options.stepOf?.(String(record.body.model)) ?? queue.shift() ?? defaultStep ?? { do: 'ok' };
      await perform(
        answer,
        isImage && step.do === 'ok'
          ? { do: 'image', ...(step.firstDelayMs ? { delayMs: step.firstDelayMs } : {}) }
          : step,
      );
    })().catch(() => response.destroy());
  };
  const server: Server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/v1`,
    port,
    requests,
    script: (...steps) => void queue.push(...steps),
    setDefault: (step) => void (defaultStep = step),
    waitFor: (test, timeoutMs = 2_000) =>
      new Promise((resolve, reject) => {
        const stop = () => (clearTimeout(timer), waiters.delete(look));
        const look = () => {
          const found = requests.find(test);
          if (!found) return;
          stop();
          resolve(found);
        };
        const timer = setTimeout(() => (stop(), reject(new Error('no such request came'))), timeoutMs);
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
