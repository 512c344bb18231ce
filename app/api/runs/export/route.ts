import { originOf } from '@/app/_shell/origin';
import { exportRunsSpec } from '@/app/api/_specs/results';
import { defineRoute } from '@/lib/http';
import { EXPORT_TYPES, exportRuns } from '@/lib/runs';

/** Read only as fast as it is taken. */
function streamOf(pieces: AsyncGenerator<string, void, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await pieces.return();
    },
  });
}

export const GET = defineRoute(exportRunsSpec, async ({ ctx, query: { format, ...filter }, services, request }) => {
  const origin = originOf(services, request.headers);
  const pieces = exportRuns({ ctx, input: { ...filter, form: format, origin } });
  const day = ctx.clock.now().toISOString().slice(0, 10);
  return new Response(streamOf(pieces), {
    headers: {
      'content-type': EXPORT_TYPES[format],
      'content-disposition': `attachment; filename="runs-${day}.${format}"`,
    },
  });
});
