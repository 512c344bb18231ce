import { streamRunSpec } from '@/app/api/_specs/tools';
import { defineRoute } from '@/lib/http';
import { readRun, streamResponse } from '@/lib/runs';

export const GET = defineRoute(streamRunSpec, async ({ ctx, params, request }) => {
  const last = request.headers.get('last-event-id') ?? '';
  // An id that is not ours means: from the beginning.
  const lastId = /^\d{1,9}$/.test(last) ? Number(last) : 0;
  return streamResponse(params.id, await readRun({ ctx, input: { id: params.id, lastId } }));
});
