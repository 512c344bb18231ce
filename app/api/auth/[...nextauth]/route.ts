import { nextAuthGetSpec, nextAuthPostSpec } from '@/app/api/_specs/accounts';
import { defineRoute, serveNextAuth } from '@/lib/http';

export const GET = defineRoute(nextAuthGetSpec, async ({ ctx, services, request, params }) =>
  serveNextAuth({ ctx, services, request, path: [params.nextauth].flat() }),
);

export const POST = defineRoute(nextAuthPostSpec, async ({ ctx, services, request, params }) =>
  serveNextAuth({ ctx, services, request, path: [params.nextauth].flat() }),
);
