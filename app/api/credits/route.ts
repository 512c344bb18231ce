import { getCreditsSpec } from '@/app/api/_specs/credits';
import { getCredits } from '@/lib/credits';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(getCreditsSpec, async ({ ctx }) => ({ body: await getCredits({ ctx, input: {} }) }));
