import { CallFailure } from '../chain/failure';
import { WireError } from '../wire/wire-error';

/** Of an error's body; the machine code stands at its beginning. */
const MAX_ERROR_BYTES = 65_536;

export interface FetchRules {
  signal: AbortSignal;
  /** The most an answer may weigh. */
  maxBytes: number;
  /** Called when headers have come. */
  onAnswered?: () => void;
}

/** The same answer, whose body fails as too large beyond the limit instead of filling our memory. */
function limitBody(response: Response, maxBytes: number): Response {
  const { status, statusText, headers } = response;
  if (Number(headers.get('content-length')) > maxBytes) {
    void response.body?.cancel().catch(() => {});
    throw new CallFailure({ outcome: 'too_large' });
  }
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) controller.error(new CallFailure({ outcome: 'too_large' }));
      else controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
  return new Response(response.body?.pipeThrough(counter) ?? null, { status, statusText, headers });
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
