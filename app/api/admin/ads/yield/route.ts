import { importYieldSpec } from '@/app/api/_specs/ad-earnings';
import { importYield } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(importYieldSpec, async ({ ctx, body }) => ({
  body: { imported: await importYield({ ctx, input: body }) },
}));
