import { CallFailure } from '../chain/failure';

/**
 * The same answer, whose body fails as too large beyond the limit instead of filling our memory.
 * @throws CallFailure at once when the answer itself says that it is.
 */
export function limitBody(response: Response, maxBytes: number): Response {
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
