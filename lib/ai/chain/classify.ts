import { FrameError } from '../wire/wire-error';
import { CallFailure, type Failure } from './failure';

/** Machine-readable codes of OpenAI-like error bodies that say more than their status does. */
const REFUSED_CODES = new Set(['content_policy_violation', 'content_filter', 'moderation_blocked', 'refusal']);
const MISSING_MODEL_CODES = new Set([
  'model_not_found',
  'model_not_available',
  'model_not_supported',
  'invalid_model',
  'unknown_model',
  'wrong_endpoint',
]);
/** An empty account does not fill up within seconds. */
const EMPTY_ACCOUNT_CODES = new Set(['insufficient_quota', 'billing_hard_limit_reached']);
const EMPTY_ACCOUNT_MS = 60_000;

/** What the shapes thrown by the SDK and by fetch have in common; read without loading the SDK. */
interface Thrown {
  name?: unknown;
  code?: unknown;
  cause?: unknown;
  statusCode?: unknown;
  responseHeaders?: Record<string, string>;
  responseBody?: unknown;
  data?: unknown;
}

const isThrown = (value: unknown): value is Thrown => typeof value === 'object' && value !== null;

function chainOf(error: unknown): Thrown[] {
  const links: Thrown[] = [];
  for (let link = error; isThrown(link) && links.length < 6; link = link.cause) links.push(link);
  return links;
}

interface ErrorBody {
  error?: unknown;
  code?: unknown;
  type?: unknown;
  /** OpenRouter's: what kind of failure it is, and why it would not pass a prompt on. */
  metadata?: { error_type?: unknown; reasons?: unknown; patterns?: unknown } | null;
  availability?: { code?: unknown } | null;
  /** A list in fal's, a text elsewhere. */
  detail?: unknown;
}

/** The machine code inside an error body, never its message. */
function bodyCode(data: unknown): string | undefined {
  if (!isThrown(data)) return undefined;
  const { error, code, type, metadata, availability, detail } = data as ErrorBody;
  if (error !== undefined && error !== null) return bodyCode(error);
  if (Array.isArray(detail)) return bodyCode(detail[0]);
  if (Array.isArray(metadata?.reasons) || Array.isArray(metadata?.patterns)) return 'moderation_blocked';
  // Mistral numbers its codes; its types are the words.
  return [code, availability?.code, metadata?.error_type, type].find(
    (word): word is string => typeof word === 'string' && !/^\d+$/.test(word),
  );
}

/** The status a provider writes into an error frame, where its answer had begun with 200. */
function frameStatus(data: unknown): number | undefined {
  const code =
    isThrown(data) && isThrown((data as ErrorBody).error) ? (data as { error: Thrown }).error.code : undefined;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : undefined;
}

/** `Retry-After` (seconds or an HTTP date) or `retry-after-ms`, in milliseconds. */
export function retryAfterMs(headers: Record<string, string> | undefined, nowMs: number): number | undefined {
  const exact = Number(headers?.['retry-after-ms'] ?? Number.NaN);
  if (exact >= 0) return exact;
  const value = headers?.['retry-after'];
  if (!value) return undefined;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? Date.parse(value) - nowMs : seconds * 1_000;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

function byStatus(httpStatus: number, code: string | undefined, error: Thrown): Failure {
  const asked = retryAfterMs(error.responseHeaders, Date.now());
  // OpenRouter's 402 with a pause is about calls under way that may cost too much together, not about an empty account.
  if (httpStatus === 429 || (httpStatus === 402 && asked !== undefined)) {
    const wait = code && EMPTY_ACCOUNT_CODES.has(code) ? EMPTY_ACCOUNT_MS : asked;
    return { outcome: 'rate_limited', httpStatus, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  }
  if (code && REFUSED_CODES.has(code)) return { outcome: 'content_refused', httpStatus };
  if (code && MISSING_MODEL_CODES.has(code)) return { outcome: 'bad_response', httpStatus };
  switch (httpStatus) {
    case 400:
    case 413:
    case 422:
      return { outcome: 'bad_request', httpStatus };
    // Our key or our account, not the user's doing.
    case 401:
    case 402:
    case 403:
      return { outcome: 'unauthorized', httpStatus };
    default: {
      const busy = httpStatus >= 500 || httpStatus === 408 || httpStatus === 409 || httpStatus === 425;
      return { outcome: busy ? 'server_error' : 'bad_response', httpStatus };
    }
  }
}

/** Names the SDK gives to bodies it could not read. */
const UNREADABLE = new Set([
  'AI_JSONParseError',
  'AI_TypeValidationError',
  'AI_InvalidResponseDataError',
  'AI_EmptyResponseBodyError',
]);
const NOTHING = new Set([
  'AI_NoOutputGeneratedError',
  'AI_NoImageGeneratedError',
  'AI_NoContentGeneratedError',
  'AI_NoSpeechGeneratedError',
  'AI_NoTranscriptGeneratedError',
]);

/**
 * The class of a failed call, by type, status and machine code; never by message text.
 * `answered`: the provider had sent its headers, so a lost connection is a cut, not a refusal.
 */
export function classify(error: unknown, { answered }: { answered: boolean }): Failure {
  if (error instanceof CallFailure) return error;
  const links = chainOf(error);
  const failure = links.find((link) => link instanceof CallFailure);
  if (failure instanceof CallFailure) return failure;
  const named = (names: Set<string>) => links.some((link) => typeof link.name === 'string' && names.has(link.name));
  if (named(NOTHING)) return { outcome: 'empty' };
  for (const link of links) {
    const status = Number(link.statusCode ?? Number.NaN);
    if (status >= 300) return byStatus(status, bodyCode(link.data), link);
  }
  if (named(UNREADABLE)) return { outcome: 'bad_response' };
  const frame = links.find((link) => link instanceof FrameError);
  if (frame) {
    const code = bodyCode(frame.data);
    const status = frameStatus(frame.data);
    if (status !== undefined) return { outcome: byStatus(status, code, frame).outcome };
    return { outcome: code && REFUSED_CODES.has(code) ? 'content_refused' : 'server_error' };
  }
  return { outcome: answered ? 'cut' : 'refused_connection' };
}
