import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { POST } from '@/app/api/process-request/route';
import { sealToken, cookieNames } from '@/lib/auth';
import { openSession } from '@/lib/auth/sessions';
import type { Db } from '@/lib/db';
import { createLiveRuns } from '@/lib/runs';
import type { Services } from '@/lib/server';
import { giveCredits, makeUser, type TestUser } from '@/tests/support/make-user';
import { answers, scriptedAi } from '@/tests/support/scripted-ai';
import { makeTestCtx } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'http://hub.test';
let db: Db;
let services: Services;
const sent: string[] = [];
const ai = scriptedAi();

beforeAll(async () => {
  db = await openTestDb();
  const watched: Db = {
    ...db,
    sql: (text, values, sending) => {
      sent.push(/\b(session_\w+|run_\w+)\(/.exec(text)?.[1] ?? text);
      return db.sql(text, values, sending);
    },
  };
  ai.script = answers('An answer.');
  services = useTestServices(watched, { ai, live: createLiveRuns() });
}, 180_000);
afterAll(async () => {
  dropTestServices();
  await db.close();
});
beforeEach(() => void sent.splice(0));

interface Person extends TestUser {
  cookie: string;
}

async function signedIn(credits = 50): Promise<Person> {
  const ctx = makeTestCtx(db);
  const user = await makeUser(ctx, { credits });
  const token = await openSession(ctx, user.id, null);
  const sealed = await sealToken(token, { id: user.id, email: user.email, name: null }, services.secret);
  return { ...user, cookie: `${cookieNames(services.env).session}=${sealed}` };
}

async function run({ cookie }: Pick<Person, 'cookie'>, prompt: string = randomUUID()) {
  const request = new NextRequest(new URL('/api/process-request', HUB), {
    method: 'POST',
    headers: { host: 'hub.test', origin: HUB, 'content-type': 'application/json', cookie },
    body: JSON.stringify({ toolId: 'text-generation', input: { prompt } }),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const runsOf = ({ id }: TestUser) => db.prisma.run.count({ where: { userId: id } });

it('looks a caller up once, then lets each run ask in its own statement', async () => {
  const person = await signedIn();
  expect((await run(person)).status).toBe(200);
  expect(sent).toEqual(['session_actor', 'run_begin', 'run_finish']);
  sent.splice(0);
  expect((await run(person)).status).toBe(200);
  expect(sent).toEqual(['run_begin', 'run_finish']);
  sent.splice(0);
  expect([(await run(person, 'again')).status, (await run(person, 'again')).status]).toEqual([200, 200]);
  expect(sent).toEqual(['run_begin', 'run_finish', 'run_begin']);
});

it.each<[string, (person: Person) => Promise<unknown>]>([
  [
    'whose session was revoked',
    ({ id }) => db.sql(`UPDATE auth_sessions SET revoked_at = now() WHERE user_id = $1::uuid`, [id]),
  ],
  [
    'whose session expired',
    ({ id }) => db.sql(`UPDATE auth_sessions SET expires_at = now() WHERE user_id = $1::uuid`, [id]),
  ],
  [
    'whose session was idle too long',
    ({ id }) =>
      db.sql(`UPDATE auth_sessions SET last_seen_at = now() - interval '15 days' WHERE user_id = $1::uuid`, [id]),
  ],
  ['who was suspended', ({ id }) => db.sql(`UPDATE users SET suspended_at = now() WHERE id = $1::uuid`, [id])],
])('refuses a remembered caller %s at once, and does nothing', async (_who, change) => {
  const person = await signedIn();
  expect((await run(person)).status).toBe(200);
  await change(person);
  expect(await run(person)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  expect(await runsOf(person)).toBe(1);
  // Nor is it remembered any longer.
  sent.splice(0);
  expect((await run(person)).status).toBe(401);
  expect(sent).toEqual(['session_actor']);
});

it('looks again when the plan has changed, and runs once', async () => {
  const person = await signedIn();
  expect((await run(person)).status).toBe(200);
  await db.sql(`UPDATE users SET plan = 'premium' WHERE id = $1::uuid`, [person.id]);
  sent.splice(0);
  expect((await run(person)).status).toBe(200);
  expect(sent).toEqual(['run_begin', 'session_actor', 'run_begin', 'run_finish']);
  expect(await runsOf(person)).toBe(2);
});

it('remembers nobody for another cookie', async () => {
  const [one, other] = [await signedIn(), await signedIn(0)];
  await giveCredits(makeTestCtx(db), other.id, 5);
  expect((await run(one)).status).toBe(200);
  expect((await run(other)).status).toBe(200);
  expect(await runsOf(other)).toBe(1);
  expect((await run({ cookie: `${one.cookie}x` })).status).toBe(401);
  expect((await run({ cookie: '' })).status).toBe(401);
});
