import { listProblemsSpec } from '@/app/api/_specs/support';
import { defineRoute } from '@/lib/http';
import { listProblems } from '@/lib/support';

export const GET = defineRoute(listProblemsSpec, async ({ ctx, query }) => ({
  body: await listProblems({ ctx, input: query }),
}));
