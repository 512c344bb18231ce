import type { RunPart } from './parts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-vercel-ai-ui-message-stream': 'v1',
  // nginx would otherwise gather the stream before passing it on.
  'x-accel-buffering': 'no',
};

/** Proxies cut connections that say nothing. */
const KEEP_ALIVE_MS = 15_000;

function encodePart({ id, chunk }: RunPart): string {
  return `id: ${id}\ndata: ${chunk === null ? '[DONE]' : JSON.stringify(chunk)}\n\n`;
}

/** A run's parts as server-sent events. A reader that goes away ends the reading, not the run. */
export function streamResponse(runId: string, parts: AsyncGenerator<RunPart, void, void>): Response {
  const encoder = new TextEncoder();
  let keepAlive: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(': open\n\n'));
      keepAlive = setInterval(() => controller.enqueue(encoder.encode(': keep-alive\n\n')), KEEP_ALIVE_MS);
      keepAlive.unref();
    },
    async pull(controller) {
      // A source that fails ends the connection; the reader comes back with its Last-Event-ID.
      const part = await parts.next().catch(() => ({ done: true, value: undefined }));
      if (part.value) controller.enqueue(encoder.encode(encodePart(part.value)));
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
