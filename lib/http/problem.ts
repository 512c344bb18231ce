import { AppError, type ErrorCode, type FieldError } from '@/lib/errors';
import type { Log } from '@/lib/context';

/** What a client is told of a failure: `application/problem+json`, RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  requestId: string;
  errors?: FieldError[];
  [extra: string]: unknown;
}

const TITLES: Record<ErrorCode, string> = {
  unauthenticated: 'Sign-in needed',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  invalid_input: 'Invalid input',
  malformed_json: 'Malformed JSON',
  payload_too_large: 'Payload too large',
  unsupported_media_type: 'Unsupported media type',
  rate_limited: 'Too many requests',
  insufficient_credits: 'Not enough credits',
  conflict: 'Conflict',
  idempotency_mismatch: 'Idempotency key reused',
  ad_not_watched: 'Ad not watched',
  ad_expired: 'Ad expired',
  cap_reached: 'Cap reached',
  premium_required: 'Premium needed',
  challenge_required: 'A check is needed',
  moderated: 'Not allowed content',
  provider_unavailable: 'Provider unavailable',
  provider_timeout: 'Provider timeout',
  internal: 'Internal error',
};

/** The public failure behind anything thrown. What is not an AppError is told in one fixed sentence and logged. */
export function toAppError(thrown: unknown, log: Log, requestId: string): AppError {
  if (thrown instanceof AppError) {
    if (thrown.cause) log.warn({ err: thrown.cause, requestId, code: thrown.code }, 'request failed');
    return thrown;
  }
  log.error({ err: thrown, requestId }, 'request failed unexpectedly');
  return unknownFailure();
}

/** The one sentence for whatever we did not expect; the request id leads to its cause in the log. */
export function unknownFailure(): AppError {
  return new AppError('internal', 'Something went wrong on our side. Nothing was charged for it.');
}

export function toProblem(error: AppError, requestId: string, status: number = error.status): Problem {
  return {
    ...error.extra,
    type: `urn:megicai:problem:${error.code}`,
    title: TITLES[error.code],
    status,
    code: error.code,
    detail: error.detail,
    requestId,
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
  };
}

/** `status` differs from the code's own only while the hub cannot serve at all (503). */
export function problemResponse(error: AppError, requestId: string, status: number = error.status): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (error.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  return new Response(JSON.stringify(toProblem(error, requestId, status)), { status, headers });
}
