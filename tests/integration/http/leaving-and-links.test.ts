import { NextRequest } from 'next/server';
import { POST as forgot } from '@/app/api/auth/forgot/route';
import { POST as register } from '@/app/api/auth/register/route';
import { POST as reset } from '@/app/api/auth/reset/route';
import { POST as verify } from '@/app/api/auth/verify/route';
import { GET as exportMe } from '@/app/api/me/export/route';
import { DELETE as deleteMe, GET as getMe } from '@/app/api/me/route';
import { cookieNames, sealToken, signIn } from '@/lib/auth';
import type { Db } from '@/lib/db';
import type { DefinedRoute } from '@/lib/http';
import { createLiveRuns } from '@/lib/runs';
import { makeCtx, type Services } from '@/lib/server';
import { noAi } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'https://hub.example';
const PASSWORD = 'correct horse';
let db: Db;
let services: Services;

beforeAll(async () => {
  db = await openTestDb();
  const ai = noAi;
  services = useTestServices(db, { ai, live: createLiveRuns(), env: { APP_URL: HUB } });
});
afterAll(async () => {
  dropTestServices();
  await db.close();
});

async function ask(route: DefinedRoute, method: string, body?: object, headers: Record<string, string> = {}) {
  const type: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
  const request = new NextRequest(new URL('/', HUB), {
    method,
    headers: { host: 'evil.example', origin: HUB, ...type, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const response = await route(request, { params: Promise.resolve({}) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as unknown };
}

/** Registers and signs in; the cookie header of that browser. */
async function person(email: string): Promise<string> {
  expect((await ask(register, 'POST', { email, password: PASSWORD })).status).toBe(201);
  return enter(email, PASSWORD);
}

async function enter(email: string, password: string): Promise<string> {
  const ctx = makeCtx(services, { actor: { type: 'guest' }, requestId: 'test-request', address: null, device: null });
  const { user, token } = await signIn({ ctx, input: { email, password, userAgent: null } });
  return `${cookieNames(services.env).session}=${await sealToken(token, user, services.secret)}`;
}

async function lastLink(recipient: string, path: string): Promise<string> {
  const [mail] = await db.prisma.outboxMail.findMany({ where: { recipient }, orderBy: { id: 'desc' }, take: 1 });
  const link = new URL(/https:\/\/\S+/.exec(mail?.body ?? '')?.[0] ?? 'none:');
  // The public address alone: what a request claims as Host is not mailed.
  expect(link.origin + link.pathname).toBe(HUB + path);
  return link.searchParams.get('token') ?? '';
}

const tokenProblem = expect.objectContaining({
  code: 'invalid_input',
  errors: [expect.objectContaining({ path: 'token' })],
});

test('a mailed link verifies the address, once', async () => {
  await person('verify@example.test');
  const token = await lastLink('verify@example.test', '/verify');
  expect(await ask(verify, 'POST', { token })).toMatchObject({
    status: 200,
    body: { user: { email: 'verify@example.test', emailVerified: true } },
  });
  for (const given of [token, 'made up']) {
    expect(await ask(verify, 'POST', { token: given })).toMatchObject({ status: 422, body: tokenProblem });
  }
  expect((await ask(verify, 'POST', { token }, { origin: 'https://evil.example' })).status).toBe(403);
});

test('a forgotten password: one answer for all, a new password, no session left', async () => {
  const email = 'forgot@example.test';
  const cookie = await person(email);
  const [known, unknown] = [
    await ask(forgot, 'POST', { email }),
    await ask(forgot, 'POST', { email: 'nobody@example.test' }),
  ];
  expect([known.status, known.body]).toEqual([202, { ok: true }]);
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  expect((await ask(forgot, 'POST', { email: 'no address' })).status).toBe(422);

  const token = await lastLink(email, '/reset');
  const short = await ask(reset, 'POST', { token, password: 'short' });
  expect(short).toMatchObject({ status: 422, body: { errors: [{ path: 'password' }] } });
  expect(await ask(reset, 'POST', { token, password: 'battery staple' })).toMatchObject({
    status: 200,
    body: { ok: true },
  });
  expect((await ask(getMe, 'GET', undefined, { cookie })).status).toBe(401);
  expect(await ask(reset, 'POST', { token, password: 'battery staple' })).toMatchObject({
    status: 422,
    body: tokenProblem,
  });
  const fresh = await enter(email, 'battery staple');
  expect((await ask(getMe, 'GET', undefined, { cookie: fresh })).status).toBe(200);
});

test('the export is a file for its owner', async () => {
  const cookie = await person('export@example.test');
  const answer = await ask(exportMe, 'GET', undefined, { cookie });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="my-data.json"');
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.body).toMatchObject({
    user: { email: 'export@example.test' },
    credits: { available: 5 },
    sessions: [{ current: true }],
    statement: [{ amount: 5 }],
    runs: [],
    adSessions: [],
    adCallbacks: [],
  });
  expect((await ask(exportMe, 'GET')).status).toBe(401);
});

test('deleting oneself needs the own site, a session and the password', async () => {
  const email = 'delete@example.test';
  const cookie = await person(email);
  const right = { password: PASSWORD };
  expect((await ask(deleteMe, 'DELETE', right, { cookie, origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask(deleteMe, 'DELETE', right)).status).toBe(401);
  for (const body of [undefined, {}, { password: 'wrong password' }]) {
    expect(await ask(deleteMe, 'DELETE', body, { cookie })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password' }] },
    });
  }
  expect((await ask(deleteMe, 'DELETE', right, { cookie })).status).toBe(204);
  expect((await ask(getMe, 'GET', undefined, { cookie })).status).toBe(401);
  await expect(enter(email, PASSWORD)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(person(email)).resolves.toBeDefined();
});
