import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireRequest, WireStep } from './openai-wire-step';

export const WIRE_TEXT = 'The quick brown fox jumps over the lazy dog.';

/** Tokens as a model would cut them, roughly: words with the space before them. */
const tokensOf = (text: string) => text.match(/\s*\S+|\s+/g) ?? [];

const ERROR_TYPES: Record<number, string> = {
  401: 'invalid_request_error',
  429: 'rate_limit_error',
  400: 'invalid_request_error',
};

/** One answer being written. */
export class Answer {
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

export function sendStatus(answer: Answer, { status, code, retryAfter }: Extract<WireStep, { do: 'status' }>): void {
  const type = ERROR_TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  const error = { message: `scripted ${status}`, type, param: null, code: code ?? null };
  answer.json(status, { error }, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
}

/** Answers a call for text as its step says. */
export async function perform(answer: Answer, step: WireStep): Promise<void> {
  switch (step.do) {
    case 'ok':
      return sendOk(answer, step);
    case 'image':
      return answer.page('<html><body>No picture</body></html>');
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
