import { adsTxtSpec } from '@/app/api/_specs/sellers';
import { adsTxt } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(adsTxtSpec, async ({ ctx }) => {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' };
  return new Response(adsTxt({ ctx, input: { file: 'ads.txt' } }), { headers });
});
