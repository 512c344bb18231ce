import { metricsSpec } from '@/app/api/_specs/operations';
import { defineRoute } from '@/lib/http';
import { assertMetricsToken, METRICS_TYPE, renderMetrics } from '@/lib/server';

export const GET = defineRoute(metricsSpec, async ({ ctx, services, request }) => {
  assertMetricsToken(services.env.METRICS_TOKEN, request.headers.get('authorization'));
  const text = await renderMetrics({ ctx, jobStats: services.jobStats });
  return new Response(text, { headers: { 'content-type': METRICS_TYPE } });
});
