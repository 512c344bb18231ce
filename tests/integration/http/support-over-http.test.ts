import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { POST as decide } from '@/app/api/admin/problems/[id]/decide/route';
import { GET as report } from '@/app/api/admin/problems/[id]/route';
import { GET as reports } from '@/app/api/admin/problems/route';
import { POST as tryModeration } from '@/app/api/admin/moderation/try/route';
import { POST as readNotices } from '@/app/api/notices/read/route';
import { GET as notices } from '@/app/api/notices/route';
import { POST as process } from '@/app/api/process-request/route';
import { GET as getProblem, POST as postProblem } from '@/app/api/runs/[id]/problem/route';
import { noticeListSchema } from '@/lib/notices/view-schema';
import { problemListSchema, problemSchema, reportDetailSchema } from '@/lib/support/view-schema';
import { cookieNames, sealToken } from '@/lib/auth';
import { openSession } from '@/lib/auth/sessions';
import type { Db } from '@/lib/db';
import type { DefinedRoute } from '@/lib/http';
import { createLiveRuns } from '@/lib/runs';
import type { Services } from '@/lib/server';
import { makeUser, type MakeUserOptions, type TestUser } from '@/tests/support/make-user';
import { answers, scriptedAi } from '@/tests/support/scripted-ai';
import { fixedSettings, makeTestCtx } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'http://hub.test';
let db: Db;
let services: Services;
const ai = scriptedAi();
const settings = fixedSettings();

beforeAll(async () => {
  db = await openTestDb();
  ai.script = answers('An answer.');
  services = useTestServices(db, { ai, settings, live: createLiveRuns(), env: { APP_URL: HUB } });
}, 180_000);
afterAll(async () => {
  dropTestServices();
  await db.close();
});
beforeEach(() => settings.change({ moderation: null, support: null }));

interface Person extends TestUser {
  cookie: string;
}

async function signedIn(options: MakeUserOptions = { credits: 50 }): Promise<Person> {
  const ctx = makeTestCtx(db);
  const user = await makeUser(ctx, options);
  const token = await openSession(ctx, user.id, null);
  const sealed = await sealToken(token, { id: user.id, email: user.email, name: null }, services.secret);
  return { ...user, cookie: `${cookieNames(services.env).session}=${sealed}` };
}

interface Ask {
  id?: string;
  body?: object;
  query?: string;
  origin?: string;
}

async function ask(
  route: DefinedRoute,
  who: { cookie: string } | null,
  { id, body, query = '', origin = HUB }: Ask = {},
) {
  const headers: Record<string, string> = { host: 'hub.test', origin };
  if (who) headers.cookie = who.cookie;
  if (body) headers['content-type'] = 'application/json';
  const request = new NextRequest(new URL(`/${query}`, HUB), {
    method: route.spec.method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const response = await route(request, { params: Promise.resolve(id === undefined ? {} : { id }) });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}

async function run(who: Person, prompt: string = randomUUID()) {
  const { status, body } = await ask(process, who, { body: { toolId: 'text-generation', input: { prompt } } });
  return { status, body, id: (body.run as { id: string } | undefined)?.id ?? '' };
}

const words = { reason: 'wrong_output', message: 'It is wrong.' };
const idOf = ({ body }: { body: Record<string, unknown> }) => (body.problem as { id: string }).id;

describe('a report', () => {
  it('is made once, answered the same again, and read by its owner alone', async () => {
    const [owner, other] = [await signedIn(), await signedIn()];
    const { id } = await run(owner);
    expect(await ask(getProblem, owner, { id })).toEqual({ status: 200, body: { problem: null } });
    const made = await ask(postProblem, owner, { id, body: words });
    expect(made.status).toBe(201);
    expect(problemSchema.parse(made.body.problem)).toMatchObject({ runId: id, status: 'open', ...words });
    expect(await ask(postProblem, owner, { id, body: { reason: 'other' } })).toEqual({ status: 200, body: made.body });
    expect(await ask(getProblem, owner, { id })).toEqual({ status: 200, body: made.body });
    for (const route of [postProblem, getProblem]) {
      const body = route === postProblem ? words : undefined;
      expect((await ask(route, other, { id, ...(body ? { body } : {}) })).status).toBe(404);
      expect((await ask(route, null, { id, ...(body ? { body } : {}) })).status).toBe(401);
    }
  });

  it.each([
    ['without a reason', {}, 'reason'],
    ['with a reason nobody knows', { reason: 'boredom' }, 'reason'],
    ['with too many words', { reason: 'other', message: 'x'.repeat(2_001) }, 'message'],
    ['with a tick that is none', { reason: 'other', sharesContent: 'yes' }, 'sharesContent'],
    ['that decides itself', { reason: 'other', status: 'refunded' }, 'status'],
  ])('%s is refused with its field', async (_how, body, path) => {
    const owner = await signedIn();
    const { id } = await run(owner);
    const answer = await ask(postProblem, owner, { id, body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input', errors: [{ path }] } });
  });

  it('from another site is refused', async () => {
    const owner = await signedIn();
    const { id } = await run(owner);
    expect((await ask(postProblem, owner, { id, body: words, origin: 'https://evil.test' })).status).toBe(403);
  });

  it('beyond the day’s limit is a 429 that says when', async () => {
    settings.change({ support: { problemsPerDay: 1 } });
    const owner = await signedIn();
    await ask(postProblem, owner, { id: (await run(owner)).id, body: words });
    const answer = await ask(postProblem, owner, { id: (await run(owner)).id, body: words });
    expect(answer).toMatchObject({ status: 429, body: { code: 'cap_reached', retryAt: expect.any(String) } });
  });
});

describe('the operator', () => {
  it('finds it, sees the receipt, decides once; the owner is told', async () => {
    const [owner, operator] = [await signedIn(), await signedIn({ role: 'admin' })];
    const { id: runId } = await run(owner);
    const id = idOf(await ask(postProblem, owner, { id: runId, body: words }));
    const list = problemListSchema.parse((await ask(reports, operator, { query: `?q=${runId}` })).body);
    expect(list.items.map((problem) => problem.id)).toEqual([id]);
    const detail = reportDetailSchema.parse((await ask(report, operator, { id })).body);
    expect(detail.run.input).toBeUndefined();
    expect(await ask(decide, operator, { id, body: { decision: 'decline' } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'answer' }] },
    });
    const body = { decision: 'refund', answer: 'Sorry.' };
    const decided = await ask(decide, operator, { id, body });
    expect(decided).toMatchObject({ status: 200, body: { problem: { status: 'refunded', refunded: 5 } } });
    expect(decided.body).not.toHaveProperty('repeated');
    expect((await ask(decide, operator, { id, body })).body).toMatchObject({ repeated: true });
    expect((await ask(decide, operator, { id, body: { decision: 'refund' } })).status).toBe(409);
    const told = noticeListSchema.parse((await ask(notices, owner)).body);
    expect(told).toMatchObject({
      unread: 1,
      items: [{ kind: 'problem_refunded', data: { amount: 5, answer: 'Sorry.' } }],
    });
    expect(await ask(readNotices, owner, { body: { ids: [told.items[0]!.id] } })).toEqual({
      status: 200,
      body: { unread: 0 },
    });
    expect(await ask(readNotices, owner)).toEqual({ status: 200, body: { unread: 0 } });
  });

  it.each([
    ['the list', reports, {}],
    ['a report', report, { id: randomUUID() }],
    ['a decision', decide, { id: randomUUID(), body: { decision: 'refund' } }],
    ['the trial of the rules', tryModeration, { body: { text: 'x' } }],
  ] as const)('alone opens %s', async (_what, route, args) => {
    expect((await ask(route, await signedIn(), args)).status).toBe(403);
    expect((await ask(route, null, args)).status).toBe(401);
  });

  it('meets nothing behind unknown ids and wrong filters', async () => {
    const operator = await signedIn({ role: 'admin' });
    expect((await ask(report, operator, { id: 'x' })).status).toBe(404);
    expect((await ask(decide, operator, { id: randomUUID(), body: { decision: 'refund' } })).status).toBe(404);
    expect((await ask(reports, operator, { query: '?status=lost' })).status).toBe(422);
    expect((await ask(reports, operator, { query: '?cursor=x' })).status).toBe(422);
  });

  it('tries the rules on a text', async () => {
    settings.change({ moderation: { terms: ['bomb*'] } });
    const operator = await signedIn({ role: 'admin' });
    expect(await ask(tryModeration, operator, { body: { text: 'Two bombs' } })).toEqual({
      status: 200,
      body: { term: 'bomb*', endpoint: null },
    });
  });
});

const refusals = async ({ id }: TestUser) =>
  (await db.sql('SELECT 1 FROM moderation_refusals WHERE user_id = $1::uuid', [id])).length;

describe('a request refused for its content', () => {
  it('is a 422 that names the field and leaves no run', async () => {
    settings.change({ moderation: { terms: ['bomb'] } });
    const owner = await signedIn();
    const answer = await run(owner, 'A bomb, please');
    expect(answer).toMatchObject({ status: 422, body: { code: 'moderated', errors: [{ path: 'input.prompt' }] } });
    expect(await db.prisma.run.count({ where: { userId: owner.id } })).toBe(0);
    expect(await refusals(owner)).toBe(1);
  });

  it('of a caller who is only remembered counts only while the session lives', async () => {
    const owner = await signedIn();
    expect((await run(owner)).status).toBe(200);
    settings.change({ moderation: { terms: ['bomb'] } });
    await db.sql('UPDATE auth_sessions SET revoked_at = now() WHERE user_id = $1::uuid', [owner.id]);
    expect((await run(owner, 'A bomb')).status).toBe(401);
    expect(await refusals(owner)).toBe(0);
  });
});
