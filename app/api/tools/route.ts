import { listToolsSpec } from '@/app/api/_specs/tools';
import { defineRoute } from '@/lib/http';
import { listTools } from '@/lib/tools';

export const GET = defineRoute(listToolsSpec, async ({ ctx }) => ({ body: await listTools({ ctx }) }));
