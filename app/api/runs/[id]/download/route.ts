import { downloadRunSpec } from '@/app/api/_specs/results';
import { attachment } from '@/lib/format';
import { defineRoute } from '@/lib/http';
import { downloadRun } from '@/lib/runs';

export const GET = defineRoute(downloadRunSpec, async ({ ctx, params, query }) => {
  const { name, type, body } = await downloadRun({ ctx, input: { id: params.id, ...query } });
  const headers = new Headers({ 'content-type': type, 'content-disposition': attachment(name) });
  // A picture never changes, and making it costs more than sending it: who has it need not ask again.
  if (typeof body !== 'string') headers.set('cache-control', 'private, max-age=31536000, immutable');
  return new Response(body, { headers });
});
