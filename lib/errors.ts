/** Every code a client may meet, with its HTTP status. The set is closed: see the contract in `/docs`. */
export const ERROR_STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid_input: 422,
  malformed_json: 400,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  insufficient_credits: 402,
  conflict: 409,
  idempotency_mismatch: 409,
  ad_not_watched: 409,
  ad_expired: 410,
  cap_reached: 429,
  premium_required: 403,
  challenge_required: 403,
  moderated: 422,
  provider_unavailable: 503,
  provider_timeout: 504,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One wrong field of an input. `path` is dotted, as in `input.prompt`. */
export interface FieldError {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  /** Shown with the field it belongs to. */
  fields?: FieldError[];
  /** Sent as Retry-After. */
  retryAfterSeconds?: number;
  /** Members added to the problem body, such as `needed` and `available`. */
  extra?: Record<string, unknown>;
  /** Private: goes to the log, never to a client. */
  cause?: unknown;
}

const BRAND = Symbol.for('megicai.AppError');

/**
 * A failure with a public sentence. `detail` may be shown to anyone; the private reason belongs in `cause`.
 * Whatever is thrown and is not an AppError becomes `internal` with a fixed sentence.
 */
export class AppError extends Error {
  /** Bundles may hold copies of this class; what makes an AppError is this mark, not the copy. */
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly fields: FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly extra: Record<string, unknown>;

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = ERROR_STATUS[code];
    this.detail = detail;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.extra = options.extra ?? {};
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/** `invalid_input` for one field. */
export function invalidField(path: string, message: string): AppError {
  return new AppError('invalid_input', `${path}: ${message}`, { fields: [{ path, message }] });
}

const MAX_UNKNOWN = 20;
const MAX_NAME = 100;

/**
 * One error for each member that nobody asked for. Names are the client's: at most 20 of them come back, each cut at 100
 * characters.
 */
export function unknownMembers(
  at: readonly PropertyKey[],
  names: readonly string[],
  message = 'is not known here',
): FieldError[] {
  return names.slice(0, MAX_UNKNOWN).map((name) => {
    const shown = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME).toWellFormed()}…` : name;
    return { path: [...at.map(String), shown].filter(Boolean).join('.'), message };
  });
}

export function notFound(what: string): AppError {
  return new AppError('not_found', `There is no such ${what}.`);
}
