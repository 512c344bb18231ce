import { getFileSpec } from '@/app/api/_specs/tools';
import { defineRoute } from '@/lib/http';
import { fileResponse, openFile } from '@/lib/runs';

export const GET = defineRoute(getFileSpec, async ({ ctx, params, query, request }) =>
  fileResponse(await openFile({ ctx, input: params }), request, query.download === '1'),
);
