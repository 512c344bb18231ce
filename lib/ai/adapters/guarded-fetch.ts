import { limitBody } from './limit-body';

/** Of what the SDK reads whole: pictures and sound, in base64 at that. */
const MAX_ANSWER_BYTES = 60_000_000;

/**
 * The fetch that the SDK is given: says when the provider's headers are there, bounds what follows, and follows no
 * redirect, since a provider's address is configuration and a key must not travel to another one.
 */
export function guardedFetch(onAnswered: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    onAnswered();
    return limitBody(response, MAX_ANSWER_BYTES);
  };
}
