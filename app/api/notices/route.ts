import { listNoticesSpec } from '@/app/api/_specs/support';
import { defineRoute } from '@/lib/http';
import { listNotices } from '@/lib/notices';

export const GET = defineRoute(listNoticesSpec, async ({ ctx, query }) => ({
  body: await listNotices({ ctx, input: query }),
}));
