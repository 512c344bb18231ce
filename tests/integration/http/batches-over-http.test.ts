import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { POST as cancel } from '@/app/api/batches/[id]/cancel/route';
import { GET as results } from '@/app/api/batches/[id]/results.csv/route';
import { POST as resume } from '@/app/api/batches/[id]/resume/route';
import { DELETE as remove, GET as getOne } from '@/app/api/batches/[id]/route';
import { GET as rows } from '@/app/api/batches/[id]/rows/route';
import { POST as quote } from '@/app/api/batches/quote/route';
import { GET as list, POST as create } from '@/app/api/batches/route';
import { GET as getComparison } from '@/app/api/comparisons/[id]/route';
import { POST as quoteComparison } from '@/app/api/comparisons/quote/route';
import { POST as compare } from '@/app/api/comparisons/route';
import { cookieNames, sealToken } from '@/lib/auth';
import { openSession } from '@/lib/auth/sessions';
import {
  batchQuoteSchema,
  batchRowViewSchema,
  batchViewSchema,
  comparisonQuoteSchema,
  comparisonViewSchema,
} from '@/lib/batches/view-schema';
import type { Db } from '@/lib/db';
import type { DefinedRoute } from '@/lib/http';
import { createLiveRuns } from '@/lib/runs';
import type { Services } from '@/lib/server';
import { makeUser, type TestUser } from '@/tests/support/make-user';
import { answers, ECONOMY, OTHER, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';
import { fixedSettings, makeTestCtx } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'http://hub.test';
let db: Db;
let services: Services;
const ai = scriptedAi(answers('An answer.'), [STANDARD, ECONOMY, OTHER]);

beforeAll(async () => {
  db = await openTestDb();
  services = useTestServices(db, { ai, settings: fixedSettings(), live: createLiveRuns(), env: { APP_URL: HUB } });
}, 180_000);
afterAll(async () => {
  dropTestServices();
  await db.close();
});

type Person = TestUser & { cookie: string };

async function signedIn(credits = 50): Promise<Person> {
  const ctx = makeTestCtx(db);
  const user = await makeUser(ctx, { credits });
  const token = await openSession(ctx, user.id, null);
  const sealed = await sealToken(token, { id: user.id, email: user.email, name: null }, services.secret);
  return { ...user, cookie: `${cookieNames(services.env).session}=${sealed}` };
}

interface Ask {
  id?: string;
  body?: object;
  query?: string;
  key?: string;
}

async function send(route: DefinedRoute, who: Person | null, { id, body, query = '', key }: Ask = {}) {
  const headers: Record<string, string> = { host: 'hub.test', origin: HUB };
  if (who) headers.cookie = who.cookie;
  if (body) headers['content-type'] = 'application/json';
  if (key) headers['idempotency-key'] = key;
  const request = new NextRequest(new URL(`/${query}`, HUB), {
    method: route.spec.method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return route(request, { params: Promise.resolve(id === undefined ? {} : { id }) });
}

async function ask(route: DefinedRoute, who: Person | null, input?: Ask) {
  const response = await send(route, who, input);
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}

const request = (count: number) => ({
  toolId: 'text-generation',
  rows: Array.from({ length: count }, () => ({ prompt: randomUUID() })),
});

async function done(who: Person, id: string) {
  for (let looks = 0; looks < 200; looks++) {
    const batch = batchViewSchema.parse((await ask(getOne, who, { id })).body.batch);
    if (batch.status !== 'running') return batch;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the batch did not end');
}

describe('a batch', () => {
  it('is quoted, created, followed, read row by row, downloaded and deleted', async () => {
    const who = await signedIn();
    const body = request(3);
    const quoted = await ask(quote, who, { body });
    expect(batchQuoteSchema.parse(quoted.body)).toMatchObject({ price: 15, rows: 3, invalid: [], available: 50 });
    const made = await ask(create, who, { body: { ...body, name: 'Über alles' }, key: 'first' });
    expect(made.status).toBe(201);
    const { id } = batchViewSchema.parse(made.body.batch);
    expect(await done(who, id)).toMatchObject({ status: 'done', rows: { succeeded: 3 }, credits: { charged: 15 } });
    const again = await ask(create, who, { body: { ...body, name: 'Über alles' }, key: 'first' });
    expect(again).toMatchObject({ status: 201, body: { repeated: true, batch: { id } } });
    expect((await ask(list, who)).body).toMatchObject({ items: [{ id }], nextCursor: null });
    const page = (await ask(rows, who, { id, query: '?limit=2' })).body as { items: unknown[]; nextCursor: string };
    expect(page.items.map((row) => batchRowViewSchema.parse(row).row)).toEqual([1, 2]);
    expect(page.nextCursor).toBe('2');
    const file = await send(results, who, { id });
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''%C3%9Cber-alles.csv");
    expect((await file.text()).trim().split('\r\n')).toHaveLength(4);
    expect((await ask(remove, who, { id })).status).toBe(204);
    expect((await ask(getOne, who, { id })).status).toBe(404);
  });

  it('is refused with the rows that are wrong, or what is missing', async () => {
    const who = await signedIn(7);
    const wrong = await ask(create, who, {
      body: { toolId: 'text-generation', rows: [{ prompt: 'x' }, { text: 'y' }] },
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.invalid).toEqual(
      expect.arrayContaining([expect.objectContaining({ row: 2, path: 'input.prompt' })]),
    );
    const poor = await ask(create, who, { body: request(2) });
    expect(poor).toMatchObject({
      status: 402,
      body: { code: 'insufficient_credits', needed: 10, available: 7, ad: { kind: 'text', count: 1 } },
    });
    expect((await ask(create, who, { body: { toolId: 'text-generation', rows: [] } })).status).toBe(422);
    expect((await ask(create, who, { body: { ...request(1), text: 'both' } })).status).toBe(422);
  });

  it('belongs to its owner alone', async () => {
    const [who, other] = [await signedIn(), await signedIn()];
    const { id } = batchViewSchema.parse((await ask(create, who, { body: request(1) })).body.batch);
    await done(who, id);
    for (const route of [getOne, rows, cancel, resume, remove, results]) {
      expect((await ask(route, other, { id })).status).toBe(404);
      expect((await ask(route, null, { id })).status).toBe(401);
      expect((await ask(route, who, { id: 'nonsense' })).status).toBe(404);
    }
    for (const route of [create, quote]) expect((await ask(route, null, { body: request(1) })).status).toBe(401);
    expect((await ask(resume, who, { id })).status).toBe(409);
    expect((await ask(cancel, who, { id })).body).toMatchObject({ batch: { status: 'done' } });
  });
});

describe('a comparison', () => {
  const body = () => ({
    toolId: 'text-generation',
    input: { prompt: randomUUID() },
    models: [STANDARD.id, OTHER.id],
  });

  it('is quoted as a whole, begun, and read by its owner', async () => {
    const [who, other] = [await signedIn(), await signedIn()];
    const asked = body();
    const quoted = await ask(quoteComparison, who, { body: asked });
    expect(comparisonQuoteSchema.parse(quoted.body)).toMatchObject({ price: 10, available: 50 });
    const made = await ask(compare, who, { body: asked, key: 'side by side' });
    expect(made.status).toBe(201);
    const comparison = comparisonViewSchema.parse(made.body.comparison);
    expect(comparison).toMatchObject({ price: 10, models: [STANDARD.id, OTHER.id] });
    const read = await ask(getComparison, who, { id: comparison.id });
    expect(comparisonViewSchema.parse(read.body.comparison).runs.map(({ id }) => id)).toEqual(
      comparison.runs.map(({ id }) => id),
    );
    expect((await ask(getComparison, other, { id: comparison.id })).status).toBe(404);
    expect((await ask(getComparison, null, { id: comparison.id })).status).toBe(401);
  });

  it('is refused where it is none, or not covered', async () => {
    const who = await signedIn(7);
    expect((await ask(compare, who, { body: { ...body(), models: [STANDARD.id] } })).status).toBe(422);
    expect((await ask(compare, who, { body: { ...body(), models: [STANDARD.id, 'x/y'] } })).body).toMatchObject({
      errors: [{ path: 'models.1' }],
    });
    expect(await ask(compare, who, { body: body() })).toMatchObject({
      status: 402,
      body: { needed: 10, available: 7 },
    });
  });
});
