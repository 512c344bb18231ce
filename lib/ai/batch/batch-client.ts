import { CallFailure } from '../chain/failure';
import { classify } from '../chain/classify';
import type { BatchOrder, BatchResult, BatchState, Model, ModelRequest } from '../types';
import { createFrameReader } from '../wire/chat-frames';
import { WireError } from '../wire/wire-error';
import { failed } from '../chain/end';

export type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

/** One provider's batch interface. Everything rejects with whatever went wrong. */
export interface BatchClient {
  priceShare: number;
  submit(order: BatchOrder, signal: AbortSignal): Promise<string>;
  look(id: string, signal: AbortSignal): Promise<BatchState>;
  results(id: string, signal: AbortSignal): AsyncIterable<BatchResult>;
  cancel(id: string, signal: AbortSignal): Promise<void>;
  find(reference: string, signal: AbortSignal): Promise<string | null>;
}

/** What either provider takes in one batch. */
const MAX_REQUESTS = 50_000;
const MAX_FILE_BYTES = 200_000_000;
const ID = /^[\w-]{1,64}$/;

/** The lines of a file of requests. */
export function requestLines(
  { model, requests }: BatchOrder,
  line: (id: string, model: Model, request: TextRequest) => object,
): string {
  const refuse = (why: string) => new CallFailure({ outcome: 'bad_request' }, new Error(why));
  if (requests.length === 0 || requests.length > MAX_REQUESTS) throw refuse('a batch of a size that nobody takes');
  if (new Set(requests.map(({ id }) => id)).size < requests.length) throw refuse('ids that are not unique');
  const lines = requests.map(({ id, request }) => {
    if (request.kind !== 'text' || !ID.test(id)) throw refuse('a request that is no text, or an id that is none');
    return JSON.stringify(line(id, model, request));
  });
  const text = lines.join('\n');
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) throw refuse('more bytes than anybody takes');
  return text;
}

/** A line of results as both providers write it. */
interface ResultLine {
  custom_id?: unknown;
  response?: { status_code?: unknown; body?: unknown } | null;
  error?: { code?: unknown } | null;
}

/** Codes of requests that nobody has worked on, because time was up. */
const EXPIRED = new Set(['batch_expired', 'timeout_exceeded']);

function codeOf(error: unknown): NonNullable<BatchResult['failure']> {
  const end = failed(classify(error, { answered: true }).outcome, false);
  return end.status === 'failed' ? end.code : 'provider_unavailable';
}

function readText(body: unknown): Omit<BatchResult, 'id'> {
  let text = '';
  const frames = createFrameReader((delta) => void (text += delta));
  frames.take(JSON.stringify(body));
  const usage = frames.end();
  if (text.trim() === '') throw new CallFailure({ outcome: 'empty' });
  return { text, usage };
}

/** One line of a file of results; undefined where it says nothing of a request. */
export function readResult(line: string): BatchResult | undefined {
  let said: ResultLine | null;
  try {
    said = JSON.parse(line) as ResultLine | null;
  } catch {
    return undefined;
  }
  if (typeof said?.custom_id !== 'string') return undefined;
  const { custom_id: id, response, error } = said;
  const status = Number(response?.status_code ?? Number.NaN);
  if (!response || Number.isNaN(status)) {
    const isLate = typeof error?.code === 'string' && EXPIRED.has(error.code);
    return { id, failure: isLate ? 'provider_timeout' : 'provider_unavailable' };
  }
  try {
    if (status >= 300) throw new WireError(status, {}, JSON.stringify(response.body ?? null));
    return { id, ...readText(response.body) };
  } catch (cause) {
    return { id, failure: codeOf(cause) };
  }
}
