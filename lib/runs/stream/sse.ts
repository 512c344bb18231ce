import type { ReadParts, RunPart } from './parts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-vercel-ai-ui-message-stream': 'v1',
  // nginx would otherwise gather the stream before passing it on.
  'x-accel-buffering': 'no',
};

/** Proxies cut connections that say nothing. */
const KEEP_ALIVE_MS = 15_000;

const encoder = new TextEncoder();
const OPEN = encoder.encode(': open\n\n');
const KEEP_ALIVE = encoder.encode(': keep-alive\n\n');

function encodePart(part: RunPart): Uint8Array<ArrayBuffer> {
  const { id, chunk } = part;
  part.bytes ??= encoder.encode(`id: ${id}\ndata: ${chunk === null ? '[DONE]' : JSON.stringify(chunk)}\n\n`);
  return part.bytes;
}

/**
 * A run's parts as server-sent events. A reader that goes away ends the reading, not the run; one that does not read is
 * owed one part, and what grows meanwhile comes as the next.
 */
export function streamResponse(runId: string, parts: ReadParts): Response {
  let keepAlive: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(OPEN);
      const remind = () => {
        // Nothing is heaped up for a reader that does not read.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(KEEP_ALIVE);
      };
      keepAlive = setInterval(remind, KEEP_ALIVE_MS).unref();
    },
    async pull(controller) {
      // A source that fails ends the connection; the reader comes back with its Last-Event-ID.
      const part = await parts.next().catch(() => ({ done: true, value: undefined }));
      if (part.value) controller.enqueue(encodePart(part.value));
      if (!part.done) return;
      clearInterval(keepAlive);
      controller.close();
    },
    cancel() {
      clearInterval(keepAlive);
      // Not awaited: a generator that waits for more text ends with its run.
      void parts.return();
    },
  });
  return new Response(body, { headers: { ...HEADERS, 'x-run-id': runId } });
}
