import { listSessionsSpec } from '@/app/api/_specs/accounts';
import { listSessions } from '@/lib/auth';
import { defineRoute } from '@/lib/http';

export const GET = defineRoute(listSessionsSpec, async ({ ctx }) => ({
  body: { items: await listSessions({ ctx }), nextCursor: null },
}));
