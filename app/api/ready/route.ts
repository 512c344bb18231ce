import { readySpec } from '@/app/api/_specs/operations';
import { defineRoute } from '@/lib/http';
import { readiness } from '@/lib/server';

export const GET = defineRoute(readySpec, async ({ services }) => {
  const report = await readiness(services);
  return { status: report.status === 'ready' ? 200 : 503, body: report };
});
