import { healthSpec } from '@/app/api/_specs/operations';
import { defineRoute } from '@/lib/http';
import { version } from '@/package.json';

export const GET = defineRoute(healthSpec, async () => ({ body: { status: 'ok', version } }));
