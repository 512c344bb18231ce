import { clickAdSpec } from '@/app/api/_specs/campaigns';
import { clickAd, clickSchema } from '@/lib/ads';
import { AppError } from '@/lib/errors';
import { defineRoute, validate } from '@/lib/http';
import { pageLeadingTo } from './page-leading-to';

const FORM = 'application/x-www-form-urlencoded';

function parsed(body: Buffer, mediaType: string): unknown {
  if (mediaType === FORM) return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  if (mediaType !== 'application/json') throw new AppError('unsupported_media_type', `Send a form (${FORM}) or JSON.`);
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not valid JSON in UTF-8.', { cause });
  }
}

export const POST = defineRoute(clickAdSpec, async ({ ctx, raw }) => {
  const { body, mediaType } = await raw();
  const { url } = await clickAd({ ctx, input: validate(clickSchema, parsed(body, mediaType)) });
  return mediaType === FORM ? pageLeadingTo(url) : { body: { url } };
});
