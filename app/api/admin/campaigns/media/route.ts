import { uploadCampaignMediaSpec } from '@/app/api/_specs/campaigns';
import { storeMedia, type CampaignMedia } from '@/lib/ads';
import { AppError } from '@/lib/errors';
import { defineRoute } from '@/lib/http';

/** Back to the page whose form sent the file, with the file or with what kind of refusal it met. */
function backTo(page: string, result: CampaignMedia | AppError): Response {
  const query: Record<string, string> = result instanceof AppError ? { refused: result.code } : { media: result.id };
  const location = `/admin/campaigns/${page}?${new URLSearchParams(query).toString()}#media`;
  return new Response(null, { status: 303, headers: { location } });
}

export const POST = defineRoute(uploadCampaignMediaSpec, async ({ ctx, query, upload }) => {
  const media = await storeMedia({ ctx, input: await upload() }).catch((error: unknown) => {
    if (query.for !== undefined && error instanceof AppError && error.fields.length > 0) return error;
    throw error;
  });
  if (query.for !== undefined) return backTo(query.for, media);
  return { status: 201, body: { media } };
});
