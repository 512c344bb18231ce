import { analyticsCsvSpec } from '@/app/api/_specs/ad-earnings';
import { analyticsCsv } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(analyticsCsvSpec, async ({ ctx, query }) => {
  const { fileName, text } = await analyticsCsv({ ctx, input: query });
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  });
});
