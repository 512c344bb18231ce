import { adAnswerSpec } from '@/app/api/_specs/ads';
import { answerAd } from '@/lib/ads';
import { defineRoute } from '@/lib/http';

export const POST = defineRoute(adAnswerSpec, async ({ ctx, body }) => ({
  body: await answerAd({ ctx, input: body }),
}));
