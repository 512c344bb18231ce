import { decideCaseSpec } from '@/app/api/_specs/fraud';
import { decideCase } from '@/lib/admin';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(decideCaseSpec, async ({ ctx, params, body }) => ({
  body: { case: await decideCase({ ctx, input: { ...body, id: params.id } }) },
}));
