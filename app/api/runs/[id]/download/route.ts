import { downloadRunSpec } from '@/app/api/_specs/results';
import { attachment } from '@/lib/format';
import { defineRoute } from '@/lib/http';
import { downloadRun } from '@/lib/runs';

export const GET = defineRoute(downloadRunSpec, async ({ ctx, params, query }) => {
  const { name, type, body } = await downloadRun({ ctx, input: { id: params.id, as: query.as } });
  return new Response(body, { headers: { 'content-type': type, 'content-disposition': attachment(name) } });
});
