import { OFFLINE, toProblem, type Problem } from '@/components/tool/problem';

export type Answer<T> = { ok: true; data: T; status: number } | { ok: false; problem: Problem };

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** After this the call counts as offline. */
  timeoutMs?: number;
  /** Lets the request outlive the page: for the last beat of an ad. */
  keepalive?: boolean;
}

function signalOf({ signal, timeoutMs }: CallOptions): AbortSignal | undefined {
  if (timeoutMs === undefined) return signal;
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

export function jsonRequest(options: CallOptions): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  return {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: signalOf(options),
    keepalive: options.keepalive,
    cache: 'no-store',
  };
}

/** The problem of a refused response; never throws. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  return toProblem(response.status, body, response.headers.get('retry-after'));
}

/** One call of our own API. A network that fails is the problem `offline`; only an abort throws. */
export async function callApi<T>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, jsonRequest(options));
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { ok: false, problem: OFFLINE };
  }
  if (!response.ok) return { ok: false, problem: await problemOf(response) };
  const data = (await response.json().catch(() => null)) as T | null;
  if (data === null) return { ok: false, problem: { ...OFFLINE, status: response.status } };
  return { ok: true, data, status: response.status };
}
