import { WireError } from '../wire/wire-error';
import { limitBody } from './limit-body';

/** Of an error's body; the machine code stands at its beginning. */
const MAX_ERROR_BYTES = 65_536;

export interface FetchRules {
  signal: AbortSignal;
  /** The most an answer may weigh. */
  maxBytes: number;
  /** Called when headers have come. */
  onAnswered?: () => void;
}

/**
 * A fetch for everything that is no chat: bounded in size, ended by the signal of the call and by no redirect led to
 * another address.
 * @throws WireError for every status but 2xx.
 */
export function providerFetch({ signal, maxBytes, onAnswered }: FetchRules): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal, redirect: 'manual' });
    onAnswered?.();
    if (response.ok) return limitBody(response, maxBytes);
    const body = await limitBody(response, MAX_ERROR_BYTES)
      .text()
      .catch(() => '');
    throw new WireError(response.status, Object.fromEntries(response.headers), body);
  };
}
