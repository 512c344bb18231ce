import { readNoticesSpec } from '@/app/api/_specs/support';
import { defineRoute } from '@/lib/http';
import { readNotices } from '@/lib/notices';

export const POST = defineRoute(readNoticesSpec, async ({ ctx, body }) => ({
  body: await readNotices({ ctx, input: body }),
}));
