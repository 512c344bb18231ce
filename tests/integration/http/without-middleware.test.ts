import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { ROUTE_SPECS } from '@/app/api/_specs';
import type { Db } from '@/lib/db';
import type { DefinedRoute } from '@/lib/http';
import { noAi } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'http://hub.test';
const SOME_ID = '01a1fc3b-2ecb-7f36-b02c-09cebabbf249';
const PAGES = ['(hub)', '(admin)'];
let db: Db;

// The handlers are called as Next would call them with middleware.ts deleted: nothing stands before them.
beforeAll(async () => {
  db = await openTestDb();
  useTestServices(db, { ai: noAi });
});
afterAll(async () => {
  dropTestServices();
  await db.close();
});

const guarded = ROUTE_SPECS.filter((spec) => ['user', 'session', 'admin'].includes(spec.auth));

/** A parameter is one part of the path, or, as with ids of models, all that is left of it. */
function routeOf(route: string): { file: string; params: Record<string, string | string[]> } {
  const names = [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const file = (written: string) => path.resolve('app', `.${route}`.replaceAll(/\{(\w+)\}/g, written), 'route.ts');
  const rest = file('[...$1]');
  const takesRest = names.length > 0 && existsSync(rest);
  return {
    file: takesRest ? rest : file('[$1]'),
    params: Object.fromEntries(names.map((name) => [name, takesRest ? [SOME_ID] : SOME_ID])),
  };
}

describe('with the middleware gone', () => {
  it.each(guarded.map((spec) => [`${spec.method} ${spec.path}`, spec] as const))(
    '%s tells a guest nothing',
    async (_name, spec) => {
      const { file, params } = routeOf(spec.path);
      const handlers = (await import(file)) as Record<string, DefinedRoute>;
      const handler = handlers[spec.method];
      const hasBody = spec.method !== 'GET';
      const request = new NextRequest(new URL(spec.path.replaceAll(/\{\w+\}/g, SOME_ID), HUB), {
        method: spec.method,
        headers: { host: 'hub.test', origin: HUB, 'content-type': 'application/json' },
        ...(hasBody ? { body: '{}' } : {}),
      });
      const response = await handler?.(request, { params: Promise.resolve(params) });
      expect(response?.status).toBe(401);
      expect(await response?.json()).toMatchObject({ code: 'unauthenticated' });
    },
  );

  it('every signed-in page asks for its reader itself', () => {
    const pages = PAGES.flatMap((group) =>
      readdirSync(path.resolve('app', group), { recursive: true, encoding: 'utf8' })
        .filter((file) => path.basename(file) === 'page.tsx')
        .map((file) => path.resolve('app', group, file)),
    );
    expect(pages.length).toBeGreaterThan(8);
    const careless = pages.filter((file) => !/\brequireSignedIn\(['"`]?[\w$/]/.test(readFileSync(file, 'utf8')));
    expect(careless).toEqual([]);
  });
});
