import { classify } from '../chain/classify';
import { describe } from '../chain/end';
import type { Failure } from '../chain/failure';
import type { Ai, ModerationInput } from '../types';
import type { Moderator } from './moderator';

export interface ModerationParts {
  moderators: ReadonlyMap<string, Moderator>;
  log: { warn(fields: object, message: string): void };
  /** Other than the usual in tests. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 3_000;
/** A picture beyond this is taken by no endpoint. */
const MAX_IMAGE_BYTES = 20_000_000;
/** So many failures in a row, and the endpoint is left alone: every run would wait for it. */
const MAX_FAILURES = 3;
const REST_MS = 30_000;
/** Where there is no such endpoint, or no right to it, that does not change soon. */
const LONG_REST_MS = 10 * 60_000;
const MAX_PAUSE_MS = 60_000;

/** What one process knows of an endpoint. Times by `performance.now()`. */
interface Standing {
  failures: number;
  restsUntil: number;
}

/** How long an endpoint is left alone after this failure. */
function restMs({ outcome, retryAfterMs, httpStatus }: Failure, failures: number): number {
  if (outcome === 'unauthorized' || httpStatus === 404) return LONG_REST_MS;
  if (outcome === 'rate_limited') return Math.min(retryAfterMs ?? 1_000, MAX_PAUSE_MS);
  // What was asked was at fault, not who was asked.
  if (outcome === 'bad_request') return 0;
  return failures >= MAX_FAILURES ? REST_MS : 0;
}

const canJudge = ({ takesImages }: Moderator, { images = [] }: ModerationInput) => takesImages || images.length === 0;

/** Asks the first endpoint that is well, and the next one where it fails, all within one limit. */
export function createModeration({ moderators, log, timeoutMs = TIMEOUT_MS }: ModerationParts): Ai['moderate'] {
  const standings = new Map<string, Standing>([...moderators.keys()].map((id) => [id, { failures: 0, restsUntil: 0 }]));

  const isWell = (provider: string) => (standings.get(provider)?.restsUntil ?? 0) <= performance.now();

  const ask = async (
    provider: string,
    moderator: Moderator,
    input: ModerationInput,
    { limitMs, userSignal }: { limitMs: number; userSignal: AbortSignal },
  ) => {
    const standing = standings.get(provider);
    if (!standing) return null;
    try {
      const signal = AbortSignal.any([userSignal, AbortSignal.timeout(limitMs)]);
      const verdict = await moderator.judge(input, signal);
      standing.failures = 0;
      return { ...verdict, provider };
    } catch (error) {
      if (userSignal.aborted) return null;
      const failure = classify(error, { answered: true });
      standing.failures += failure.outcome === 'bad_request' ? 0 : 1;
      standing.restsUntil = performance.now() + restMs(failure, standing.failures);
      log.warn({ provider, outcome: failure.outcome, cause: describe(error) }, 'a moderation endpoint did not answer');
      return null;
    }
  };

  return async (input, userSignal) => {
    const { text = '', images = [] } = input;
    if (text.trim() === '' && images.length === 0) return null;
    if (images.some(({ bytes }) => bytes > MAX_IMAGE_BYTES)) return null;
    const endsAt = performance.now() + timeoutMs;
    const asked = [...moderators].filter(([provider, moderator]) => canJudge(moderator, input) && isWell(provider));
    for (const [index, [provider, moderator]] of asked.entries()) {
      if (userSignal.aborted) return null;
      // One that hangs leaves the next a share of the time.
      const limitMs = Math.max(1, Math.floor((endsAt - performance.now()) / (asked.length - index)));
      const verdict = await ask(provider, moderator, input, { limitMs, userSignal });
      if (verdict) return verdict;
    }
    return null;
  };
}
