import { processRequestSpec } from '@/app/api/_specs/tools';
import { adOffers } from '@/lib/ads';
import { defineRoute } from '@/lib/http';
import { canonicalJson, sha256 } from '@/lib/ids';
import { readRun, streamResponse } from '@/lib/runs';
import { awaitRun, execute } from '@/lib/tools';

export const POST = defineRoute(processRequestSpec, async ({ ctx, body, idempotencyKey }) => {
  const execution = await execute({
    ctx,
    input: body,
    idempotencyKey,
    requestHash: sha256(canonicalJson(body)),
    offerAd: adOffers(ctx),
  });
  const { run, live, repeated } = execution;
  if (body.stream) {
    return streamResponse(run.id, live ? live.read() : await readRun({ ctx, input: { id: run.id, lastId: 0 } }));
  }
  // A film takes minutes: whoever asked comes back for it, or reads its stream.
  if (run.kind === 'video' && run.status === 'running')
    return { status: 202, body: { run, ...(repeated ? { repeated } : {}) } };
  const ended = await awaitRun({ ctx, input: execution });
  return { body: repeated ? { run: ended, repeated } : { run: ended } };
});
