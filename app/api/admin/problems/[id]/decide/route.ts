import { decideProblemSpec } from '@/app/api/_specs/support';
import { publicUrl } from '@/lib/auth';
import { defineRoute } from '@/lib/http';
import { decideProblem } from '@/lib/support';

export const POST = defineRoute(decideProblemSpec, async ({ ctx, services, params, body }) => {
  const input = { ...body, id: params.id, baseUrl: publicUrl(services.env) };
  const { problem, repeated } = await decideProblem({ ctx, input });
  return { body: repeated ? { problem, repeated } : { problem } };
});
