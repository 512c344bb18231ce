import { originOf } from '@/app/_shell/origin';
import { batchResultsSpec } from '@/app/api/_specs/batches';
import { resultsCsv } from '@/lib/batches';
import { defineRoute } from '@/lib/http';

/** Read only as fast as it is taken: one page of rows is in memory at a time. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}

export const GET = defineRoute(batchResultsSpec, async ({ ctx, params, services, request }) => {
  const address = originOf(services, request.headers);
  const { fileName, pieces } = await resultsCsv({ ctx, input: { id: params.id, address } });
  const plain = fileName.replace(/[^\x20-\x7e]/g, '_');
  return new Response(streamOf(pieces), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
  });
});
