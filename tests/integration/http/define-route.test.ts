import { NextRequest } from 'next/server';
import { z } from 'zod';
import { GET as health } from '@/app/api/health/route';
import { GET as getMe, PATCH as patchMe } from '@/app/api/me/route';
import { DELETE as unknownDelete, GET as unknownGet } from '@/app/api/[...unknown]/route';
import { GET as ready } from '@/app/api/ready/route';
import { POST as register } from '@/app/api/auth/register/route';
import { GET as nextAuthGet, POST as nextAuthPost } from '@/app/api/auth/[...nextauth]/route';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { defineRoute, type DefinedRoute, type RouteSpec } from '@/lib/http';
import { POLICIES, setLimitsEnabled } from '@/lib/rate-limit';
import { noAi } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'http://hub.test';
const PASSWORD = 'correct horse';
const logged: unknown[] = [];
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (fields: object) => void logged.push(fields) };
let db: Db;

beforeAll(async () => {
  db = await openTestDb();
  useTestServices(db, { log, ai: noAi });
});
afterAll(async () => {
  dropTestServices();
  await db.close();
});

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  params?: Record<string, string | string[]>;
  path?: string;
}

const ask = (route: DefinedRoute, { path = '/', params = {}, headers, ...init }: Ask = {}) =>
  route(new NextRequest(new URL(path, HUB), { ...init, headers: { host: 'hub.test', ...headers } }), {
    params: Promise.resolve(params),
  });

const JSON_TYPE = { 'content-type': 'application/json' };
const OWN = { origin: HUB };

const echoSpec = {
  id: 'echo',
  method: 'POST',
  path: '/api/echo/{id}',
  summary: 'Gives back what it was given',
  auth: 'public',
  limit: 'none',
  params: z.object({ id: z.uuid() }),
  query: z.object({ limit: z.coerce.number().int().max(10).optional() }),
  body: z.object({ text: z.string() }),
  maxBodyBytes: 1_000,
  idempotent: true,
  responses: { 200: { description: 'The same' } },
} as const satisfies RouteSpec;

const echo = defineRoute(echoSpec, async ({ params, query, body, idempotencyKey }) => ({
  body: { params, query, body, idempotencyKey },
}));
const fails = (thrown: unknown) =>
  defineRoute({ ...echoSpec, params: undefined, query: undefined, body: undefined }, () =>
    Promise.reject(thrown as Error),
  );
const ID = '01a1fc10-0fa8-76a5-b639-ec69a0977a28';
const post = (more: Ask = {}) =>
  ask(echo, { method: 'POST', headers: JSON_TYPE, body: '{"text":"hi"}', params: { id: ID }, ...more });

describe('a defined route', () => {
  test('hands over checked input and marks its answer', async () => {
    const response = await post({
      path: '/?limit=3',
      headers: { ...JSON_TYPE, 'idempotency-key': 'order 7', 'x-request-id': 'request-0001' },
    });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-request-id': 'request-0001',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.json()).toEqual({
      params: { id: ID },
      query: { limit: 3 },
      body: { text: 'hi' },
      idempotencyKey: 'order 7',
    });
  });

  test.each<[string, Ask, number, string, string | null]>([
    ['another media type', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type', null],
    ['broken JSON', { body: '{' }, 400, 'malformed_json', null],
    ['too large a body', { body: JSON.stringify({ text: 'x'.repeat(2_000) }) }, 413, 'payload_too_large', null],
    ['a missing field', { body: '{}' }, 422, 'invalid_input', 'text'],
    ['a list for an object', { body: '[]' }, 422, 'invalid_input', ''],
    ['a wrong query', { path: '/?limit=11' }, 422, 'invalid_input', 'limit'],
    ['a wrong path', { params: { id: 'x' } }, 422, 'invalid_input', 'id'],
    ['text with NUL', { body: '{"text":"a\\u0000"}' }, 422, 'invalid_input', 'text'],
    ['a member no schema sees', { body: '{"text":"hi","__proto__":{"a":1}}' }, 422, 'invalid_input', '__proto__'],
    ['the same in its depth', { body: '{"text":"hi","a":{"__proto__":1}}' }, 422, 'invalid_input', 'a.__proto__'],
    [
      'an Idempotency-Key of 256 characters',
      { headers: { ...JSON_TYPE, 'idempotency-key': 'x'.repeat(256) } },
      422,
      'invalid_input',
      'Idempotency-Key',
    ],
    ['a foreign Origin', { headers: { ...JSON_TYPE, origin: 'https://evil.test' } }, 403, 'forbidden', null],
  ])('answers %s with a problem', async (_name, more, status, code, path) => {
    const response = await post(more);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as {
      code: string;
      requestId: string;
      status: number;
      errors?: { path: string }[];
    };
    expect(problem).toMatchObject({ code, status, requestId: response.headers.get('x-request-id') });
    expect(problem.errors?.[0]?.path ?? null).toBe(path);
  });

  test('tells an unknown failure by a fixed sentence; the cause is in the log alone', async () => {
    const response = await ask(fails(new Error('secret connection string')), { method: 'POST' });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret');
    expect(JSON.parse(text)).toMatchObject({ code: 'internal' });
    expect(logged.at(-1)).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      err: new Error('secret connection string'),
    });
  });

  test('keeps a known failure’s own members and says when to come back', async () => {
    const thrown = new AppError('cap_reached', 'Tomorrow.', { retryAfterSeconds: 60, extra: { remaining: 0 } });
    const response = await ask(fails(thrown), { method: 'POST' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await response.json()).toMatchObject({ code: 'cap_reached', remaining: 0 });
  });

  test('carries what pages get from the middleware: headers, a device for browsers that have none', async () => {
    const body = JSON.stringify({ text: 'x' });
    const sent = { method: 'POST', headers: { ...JSON_TYPE, ...OWN }, body, params: { id: ID } };
    const first = await ask(echo, sent);
    const [line = ''] = first.headers.getSetCookie();
    expect(line).toMatch(/^device=[\w-]{32}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=lax$/);
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    const again = await ask(echo, { ...sent, headers: { ...sent.headers, cookie: line.split(';')[0] ?? '' } });
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test('counts an address as pages do; probes and callbacks are not counted', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.201' };
    const counted = defineRoute(
      {
        ...echoSpec,
        method: 'GET',
        limit: 'read',
        auth: 'public',
        params: undefined,
        body: undefined,
        query: undefined,
      },
      async () => ({ body: {} }),
    );
    let response = await ask(counted, { headers });
    for (let count = 0; count < POLICIES.coarse.points && response.status !== 429; count++)
      response = await ask(counted, { headers });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ code: 'rate_limited' });
    expect((await ask(health, { headers })).status).toBe(200);
  });

  test('answers 204 without a body, and marks responses that cannot be changed', async () => {
    const empty = defineRoute({ ...echoSpec, params: undefined, query: undefined, body: undefined }, async () => ({
      status: 204,
    }));
    expect((await ask(empty, { method: 'POST' })).status).toBe(204);
    const moved = defineRoute({ ...echoSpec, params: undefined, query: undefined, body: undefined }, async () =>
      Response.redirect(`${HUB}/x`, 303),
    );
    const response = await ask(moved, { method: 'POST' });
    expect([response.status, response.headers.get('location')]).toEqual([303, `${HUB}/x`]);
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });
});

/** A browser's cookies over the routes themselves. */
class Jar {
  private readonly kept = new Map<string, string>();
  get header(): string {
    return [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(name.length + 1);
      if (value === '') this.kept.delete(name);
      else this.kept.set(name, value);
    }
    return response;
  }
}

const nextAuth = async (
  jar: Jar,
  action: string[],
  form?: Record<string, string>,
  headers: Record<string, string> = OWN,
) => {
  const body = form && new URLSearchParams(form);
  const init = {
    path: `/api/auth/${action.join('/')}`,
    params: { nextauth: action },
    method: form ? 'POST' : 'GET',
    body,
  };
  return jar.keep(
    await ask(form ? nextAuthPost : nextAuthGet, { ...init, headers: { ...headers, cookie: jar.header } }),
  );
};

async function csrf(jar: Jar): Promise<string> {
  return ((await (await nextAuth(jar, ['csrf'])).json()) as { csrfToken: string }).csrfToken;
}

async function account(email: string): Promise<Jar> {
  const jar = new Jar();
  const made = await ask(register, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  expect(made.status).toBe(201);
  const entered = await nextAuth(jar, ['callback', 'credentials'], {
    csrfToken: await csrf(jar),
    email,
    password: PASSWORD,
  });
  expect([entered.status, entered.headers.get('location')]).toEqual([302, `${HUB}/`]);
  return jar;
}

test('what the contract does not have is a problem for programs, not a page', async () => {
  for (const [route, method] of [
    [unknownGet, 'GET'],
    [unknownDelete, 'DELETE'],
  ] as const) {
    const response = await ask(route, { method, params: { unknown: ['no', 'such'] } });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
  }
});

describe('accounts over HTTP', () => {
  test('register, sign in by NextAuth, read and change oneself, sign out', async () => {
    const jar = await account('flow@example.test');
    const cookie = jar.header;
    const me = (await (await ask(getMe, { headers: { cookie } })).json()) as object;
    expect(me).toMatchObject({ user: { email: 'flow@example.test' }, credits: { available: 5 } });
    const change = { method: 'PATCH', body: '{"name":"Ada"}' };
    expect((await ask(patchMe, { ...change, headers: { ...JSON_TYPE, cookie } })).status).toBe(403);
    expect((await ask(patchMe, { ...change, headers: { ...JSON_TYPE, ...OWN, cookie } })).status).toBe(200);
    expect(await (await nextAuth(jar, ['session'])).json()).toMatchObject({ user: { email: 'flow@example.test' } });

    const left = await nextAuth(jar, ['signout'], { csrfToken: await csrf(jar) });
    expect(left.status).toBe(302);
    expect((await ask(getMe, { headers: { cookie } })).status).toBe(401);
    const stolen = new Jar();
    stolen.keep(
      new Response(null, { headers: { 'set-cookie': cookie.split('; ').find((pair) => pair.includes('session'))! } }),
    );
    expect(await (await nextAuth(stolen, ['session'])).json()).toEqual({});
  });

  test('NextAuth keeps its body for a wrong password, and is behind the origin rule and the account’s limit', async () => {
    const jar = await account('wrong@example.test');
    const attempt = async (headers?: Record<string, string>) =>
      nextAuth(
        jar,
        ['callback', 'credentials'],
        { csrfToken: await csrf(jar), email: 'wrong@example.test', password: 'wrong password', json: 'true' },
        headers,
      );
    const refused = await attempt();
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({ url: expect.stringContaining('error=CredentialsSignin') });
    expect((await attempt({ origin: 'https://evil.test' })).status).toBe(403);
    setLimitsEnabled(false);
    let last = refused;
    for (let count = 0; count < 12 && last.status !== 429; count++) last = await attempt();
    setLimitsEnabled(true);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last.json()).toMatchObject({ code: 'rate_limited' });
  });

  test('a form without its token does not sign in', async () => {
    const jar = new Jar();
    await account('token@example.test');
    await nextAuth(jar, ['callback', 'credentials'], {
      csrfToken: 'made up',
      email: 'token@example.test',
      password: PASSWORD,
    });
    expect((await ask(getMe, { headers: { cookie: jar.header } })).status).toBe(401);
  });

  test.each([['callback', 'credentials'], ['forgot'], ['a', 'b', 'c']])(
    'what NextAuth does not have is a problem, not an error of ours: %s',
    async (...action) => {
      const response = await ask(nextAuthGet, { params: { nextauth: action } });
      expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
    },
  );

  test.each(['x\r\nset-cookie: a=b', '\u20ac', '\ud83d\ude00', '<script>'])(
    'a query that no header can carry is escaped on its way to the sign-in page: %j',
    async (error) => {
      const path = `/api/auth/error?error=${encodeURIComponent(error)}`;
      const response = await ask(nextAuthGet, { path, params: { nextauth: ['error'] } });
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toMatch(/^\/sign-in\?error=[\x20-\x7e]+$/);
      expect(response.headers.get('set-cookie') ?? '').not.toContain('a=b');
    },
  );

  test('secure cookies are set where the hub is on https', async () => {
    useTestServices(db, { log, env: { APP_URL: 'https://hub.example' } });
    const jar = new Jar();
    const response = await nextAuth(jar, ['csrf']);
    useTestServices(db, { log, ai: noAi });
    expect(response.headers.getSetCookie().join()).toMatch(/__Host-next-auth\.csrf-token=[^,]*Secure/);
  });
});

describe('probes', () => {
  test('health answers with the version', async () => {
    expect(await (await ask(health)).json()).toEqual({ status: 'ok', version: expect.any(String) });
  });

  test('ready is 200 with a migrated database, 503 with a pending migration and without a database', async () => {
    const response = await ask(ready);
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { status: 'ready', reports: { redis: 'in process' } },
    ]);
    const [last] = await db.sql<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1',
    );
    await db.sql('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1::text RETURNING id', [
      last!.name,
    ]);
    const pending = await ask(ready);
    expect([pending.status, await pending.json()]).toMatchObject([
      503,
      { checks: { database: 'ok', migrations: 'failed' } },
    ]);
    await db.sql('UPDATE _prisma_migrations SET finished_at = now() WHERE migration_name = $1::text RETURNING id', [
      last!.name,
    ]);
    useTestServices({ ...db, sql: () => Promise.reject(new Error('gone')) }, { log, ai: noAi });
    expect((await ask(ready)).status).toBe(503);
  });
});
