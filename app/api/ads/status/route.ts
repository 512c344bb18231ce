import { adStatusSpec } from '@/app/api/_specs/ads';
import { adStatus } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(adStatusSpec, async ({ ctx }) => ({ body: await adStatus({ ctx, input: {} }) }));
