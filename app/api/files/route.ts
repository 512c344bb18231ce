import { listFilesSpec, uploadFileSpec } from '@/app/api/_specs/files';
import { defineRoute } from '@/lib/http';
import { listUploads, uploadFile } from '@/lib/runs';

export const GET = defineRoute(listFilesSpec, async ({ ctx, query }) => ({
  body: await listUploads({ ctx, input: query }),
}));

export const POST = defineRoute(uploadFileSpec, async ({ ctx, upload }) => ({
  status: 201,
  body: { file: await uploadFile({ ctx, input: await upload() }) },
}));
