import { setTimeout as sleep } from 'node:timers/promises';
import { CallFailure } from '../chain/failure';
import { retryAfterMs } from '../chain/classify';
import { WireError } from '../wire/wire-error';
import type { AdapterCall } from './adapter';
import { providerFetch } from './provider-fetch';

/** How often a provider is asked whether a job is done. */
export interface JobPace {
  firstMs: number;
  /** Each wait is this much longer than the one before. */
  growth: number;
  maxMs: number;
  /** After this no job is waited for, whatever the deadline of the run. */
  totalMs: number;
}

export const JOB_PACE: JobPace = { firstMs: 1_000, growth: 1.5, maxMs: 10_000, totalMs: 20 * 60_000 };
/** Looks in a row that may fail: the job goes on at the provider's, and it has been paid for. */
const MAX_FAILED_LOOKS = 3;
const MAX_VIDEO_BYTES = 300_000_000;

/** A job at a provider: handed in once, then looked at until it is done. */
export interface Job<Ticket, Result> {
  submit(): Promise<Ticket>;
  /** Undefined while it is being made. Throws a `CallFailure` once it has failed for good. */
  look(ticket: Ticket): Promise<Result | undefined>;
}

/** Whether a look may be repeated, and after how long at least; undefined where it may not. */
function patience(error: unknown): number | undefined {
  if (error instanceof CallFailure) return undefined;
  if (!(error instanceof WireError)) return 0;
  const { statusCode, responseHeaders } = error;
  const isPassing = statusCode >= 500 || statusCode === 429 || statusCode === 408;
  return isPassing ? (retryAfterMs(responseHeaders, Date.now()) ?? 0) : undefined;
}

/**
 * Hands a job in and waits for its result, with growing pauses that the signal of the call ends at once.
 * @throws CallFailure `timeout_first_content` when it takes too long, and whatever `submit` and `look` throw.
 */
export async function runJob<Ticket, Result>(
  job: Job<Ticket, Result>,
  signal: AbortSignal,
  pace: JobPace = JOB_PACE,
): Promise<Result> {
  const ticket = await job.submit();
  const endsAt = performance.now() + pace.totalMs;
  let waitMs = pace.firstMs;
  let failedLooks = 0;
  let leastMs = 0;
  while (performance.now() < endsAt) {
    await sleep(Math.max(waitMs, Math.min(leastMs, pace.maxMs)), undefined, { signal });
    waitMs = Math.min(waitMs * pace.growth, pace.maxMs);
    leastMs = 0;
    try {
      const result = await job.look(ticket);
      if (result !== undefined) return result;
      failedLooks = 0;
    } catch (error) {
      signal.throwIfAborted();
      failedLooks += 1;
      const pause = patience(error);
      if (pause === undefined || failedLooks >= MAX_FAILED_LOOKS) throw error;
      leastMs = pause;
    }
  }
  throw new CallFailure({ outcome: 'timeout_first_content' });
}

export interface FileSource {
  url: string;
  /** Sent to this address alone. */
  headers?: Record<string, string>;
  maxBytes: number;
}

/** A finished file. One redirect is followed, without the key: finished files often lie in a store elsewhere. */
export async function fetchFile({ url, headers, maxBytes }: FileSource, signal: AbortSignal): Promise<Blob> {
  const get = providerFetch({ signal, maxBytes });
  try {
    return await (await get(url, headers ? { headers } : {})).blob();
  } catch (error) {
    const next = error instanceof WireError && error.statusCode < 400 ? error.responseHeaders.location : undefined;
    if (!next) throw error;
    return (await get(new URL(next, url))).blob();
  }
}

/** Delivers the film that lies at an address. */
export async function deliverVideo(
  { signal, onFile }: Pick<AdapterCall, 'signal' | 'onFile'>,
  source: Omit<FileSource, 'maxBytes'>,
  seconds: number,
): Promise<void> {
  const film = await fetchFile({ ...source, maxBytes: MAX_VIDEO_BYTES }, signal);
  if (film.size === 0) throw new CallFailure({ outcome: 'empty' });
  // Stores that do not know a film's type call it bytes.
  const mediaType = film.type === 'application/octet-stream' || film.type === '' ? 'video/mp4' : film.type;
  if (!mediaType.startsWith('video/')) throw new CallFailure({ outcome: 'bad_response' });
  onFile({ bytes: new Uint8Array(await film.arrayBuffer()), mediaType, seconds });
}
