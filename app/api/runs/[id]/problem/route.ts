import { getProblemSpec, reportProblemSpec } from '@/app/api/_specs/support';
import { defineRoute } from '@/lib/http';
import { getProblem, reportProblem } from '@/lib/support';

export const GET = defineRoute(getProblemSpec, async ({ ctx, params }) => ({
  body: { problem: await getProblem({ ctx, input: { runId: params.id } }) },
}));

export const POST = defineRoute(reportProblemSpec, async ({ ctx, params, body }) => {
  const { problem, repeated } = await reportProblem({ ctx, input: { ...body, runId: params.id } });
  return { status: repeated ? 200 : 201, body: { problem } };
});
