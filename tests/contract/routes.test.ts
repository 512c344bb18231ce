import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROUTE_SPECS } from '@/app/api/_specs';
import { buildOpenApi } from '@/lib/http';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const APP = path.resolve('app');

const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter(
  (file) => path.basename(file) === 'route.ts',
);

/** `api/runs/[id]/route.ts` is `/api/runs/{id}`. */
const pathOf = (file: string) => `/${path.dirname(file)}`.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}');

/** What a file exports as methods, by its text: a re-export or a plain function would be seen too. */
function exportedMethods(file: string): string[] {
  const source = readFileSync(path.join(APP, file), 'utf8');
  return METHODS.filter((method) => new RegExp(`export\\s[^;]*\\b${method}\\b`).test(source));
}

const served = files.flatMap((file) =>
  exportedMethods(file).map((method) => ({ file, method, route: `${method} ${pathOf(file)}` })),
);
const listed = ROUTE_SPECS.map((spec) => `${spec.method} ${spec.path}`);

test('every method that is served is listed, and every listed one is served, once', () => {
  expect(served.map(({ route }) => route).sort()).toEqual([...listed].sort());
  expect(new Set(ROUTE_SPECS.map((spec) => spec.id)).size).toBe(ROUTE_SPECS.length);
});

test.each(served)('$route is built by defineRoute from its spec', async ({ file, method, route }) => {
  const handlers = (await import(path.join(APP, file))) as Record<string, { spec?: { method: string; path: string } }>;
  const spec = handlers[method]?.spec;
  expect(`${spec?.method} ${spec?.path}`).toBe(route);
  expect(ROUTE_SPECS).toContain(spec);
});

test('whatever changes something needs a person or names why not, and has a limit', () => {
  const open = ROUTE_SPECS.filter(
    (spec) => spec.method !== 'GET' && (spec.auth === 'public' || spec.auth === 'optional'),
  );
  expect(open.map((spec) => spec.id).sort()).toEqual([
    'forgotPassword',
    'nextAuthPost',
    // The network's signature says who it is.
    'offerCallbackPost',
    'quoteRun',
    'register',
    // The mailed token says who it is.
    'resetPassword',
    // They answer 404, whatever was asked.
    'unknownDELETE',
    'unknownPATCH',
    'unknownPOST',
    'unknownPUT',
    'verifyEmail',
  ]);
  expect(
    ROUTE_SPECS.filter((spec) => spec.limit === 'none')
      .map((spec) => spec.id)
      .sort(),
  ).toEqual(['admobCallback', 'health', 'offerCallbackGet', 'offerCallbackPost', 'ready']);
  expect(ROUTE_SPECS.filter((spec) => spec.path.startsWith('/api/admin/') && spec.auth !== 'admin')).toEqual([]);
});

test('the contract is OpenAPI 3.1 with every operation, made of the schemas that validate', () => {
  const document = buildOpenApi({ title: 'Hub', version: '1', cookie: 'session', specs: ROUTE_SPECS });
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths ?? {})).not.toContain('/api/{unknown}');
  for (const spec of ROUTE_SPECS.filter(({ undocumented }) => !undocumented)) {
    const operation = (document.paths?.[spec.path] as Record<string, { operationId?: string }>)[
      spec.method.toLowerCase()
    ];
    expect(operation?.operationId).toBe(spec.id);
  }
  const register = document.paths?.['/api/auth/register']?.post;
  expect(register?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { required: ['email', 'password'] } } },
  });
  expect(document.components?.schemas).toHaveProperty('Problem');
});
