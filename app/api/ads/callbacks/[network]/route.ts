import { offerCallbackGetSpec, offerCallbackPostSpec } from '@/app/api/_specs/ad-callbacks';
import { offerWallCallback } from '@/lib/ads';
import { notFound } from '@/lib/errors';
import { defineRoute } from '@/lib/http';

function assertKnown(network: string): void {
  if (network !== 'offerwall') throw notFound('ad network');
}

export const GET = defineRoute(offerCallbackGetSpec, async ({ ctx, params, raw }) => {
  assertKnown(params.network);
  return { body: await offerWallCallback({ ctx, input: { method: 'GET', ...(await raw()), signature: null } }) };
});

export const POST = defineRoute(offerCallbackPostSpec, async ({ ctx, params, raw, request }) => {
  assertKnown(params.network);
  const signature = request.headers.get('x-signature');
  return { body: await offerWallCallback({ ctx, input: { method: 'POST', ...(await raw()), signature } }) };
});
