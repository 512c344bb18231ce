import { exportMeSpec } from '@/app/api/_specs/accounts';
import { exportMe } from '@/lib/account';
import { defineRoute } from '@/lib/http';

const HEADERS = {
  'content-type': 'application/json',
  'content-disposition': 'attachment; filename="my-data.json"',
};

export const GET = defineRoute(exportMeSpec, async ({ ctx }) => {
  const pieces = await exportMe({ ctx });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(body, { headers: HEADERS });
});
