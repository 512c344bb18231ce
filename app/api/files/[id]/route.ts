import { deleteFileSpec, getFileSpec } from '@/app/api/_specs/files';
import { defineRoute } from '@/lib/http';
import { deleteUpload, fileResponse, openFile } from '@/lib/runs';

export const GET = defineRoute(getFileSpec, async ({ ctx, params, query, request }) => {
  const file = await openFile({ ctx, input: { ...params, share: query.share } });
  return fileResponse(file, request, query.download === '1');
});

export const DELETE = defineRoute(deleteFileSpec, async ({ ctx, params }) => {
  await deleteUpload({ ctx, input: params });
  return {};
});
