import { ROUTE_SPECS } from '@/app/api/_specs';
import { openApiSpec } from '@/app/api/_specs/operations';
import { cookieNames, publicUrl } from '@/lib/auth';
import { buildOpenApi, defineRoute } from '@/lib/http';
import { version } from '@/package.json';

let document: ReturnType<typeof buildOpenApi> | undefined;

export const GET = defineRoute(openApiSpec, async ({ services: { env } }) => {
  document ??= buildOpenApi({
    title: env.APP_NAME,
    version,
    serverUrl: publicUrl(env),
    cookie: cookieNames(env).session,
    specs: ROUTE_SPECS,
  });
  return { body: document };
});
