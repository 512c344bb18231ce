import { originOf } from '@/app/_shell/origin';
import { shareRunSpec, unshareRunSpec } from '@/app/api/_specs/results';
import { defineRoute } from '@/lib/http';
import { shareRun, unshareRun } from '@/lib/runs';

export const POST = defineRoute(shareRunSpec, async ({ ctx, params, body, services, request }) => {
  const { share, created } = await shareRun({ ctx, input: { ...body, id: params.id } });
  const { path, ...link } = share;
  const url = new URL(path, originOf(services, request.headers)).href;
  return { status: created ? 201 : 200, body: { share: { ...link, url } } };
});

export const DELETE = defineRoute(unshareRunSpec, async ({ ctx, params }) => {
  await unshareRun({ ctx, input: params });
  return new Response(null, { status: 204 });
});
