import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { GET as results } from '@/app/api/batches/[id]/results.csv/route';
import { cookieNames, sealToken } from '@/lib/auth';
import { openSession } from '@/lib/auth/sessions';
import type { Db } from '@/lib/db';
import { createFileStore, createLiveRuns } from '@/lib/runs';
import type { Services } from '@/lib/server';
import { batchWhen, beginBatch, ended } from '@/tests/support/batch-world';
import { makePicture } from '@/tests/support/files/made-files';
import { makeUser } from '@/tests/support/make-user';
import { paints, PICTURE, scriptedAi } from '@/tests/support/scripted-ai';
import { fixedSettings, makeTestCtx, temporaryDirectory } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

/** What Next says of a server that listens on all addresses; nobody can open it. */
const BOUND = 'http://0.0.0.0:3000';
const folder = temporaryDirectory('links-of-tables-');
let db: Db;
let services: Services;
let picture: Buffer;

beforeAll(async () => {
  [db, picture] = await Promise.all([openTestDb(), makePicture('png')]);
}, 180_000);
afterEach(dropTestServices);
afterAll(() => db.close());

function serve(APP_URL?: string): void {
  const ai = scriptedAi(paints(picture), [PICTURE]);
  services = useTestServices(db, {
    ai,
    settings: fixedSettings(),
    live: createLiveRuns(),
    files: createFileStore(folder),
    env: { APP_URL },
  });
}

async function tableOf(userId: string, id: string): Promise<string> {
  const sealed = await sealToken(
    await openSession(makeTestCtx(db), userId, null),
    { id: userId, email: 'a@test.dev', name: null },
    services.secret,
  );
  const cookie = `${cookieNames(services.env).session}=${sealed}`;
  const request = new NextRequest(new URL('/', BOUND), { headers: { cookie, host: 'phone.test:3000' } });
  const response = await results(request, { params: Promise.resolve({ id }) });
  expect(response.status).toBe(200);
  return response.text();
}

it.each([
  ['as they were asked for', undefined, 'http://phone.test:3000/'],
  ['as the operator says', 'https://hub.test/', 'https://hub.test/'],
])('a table of results names addresses %s, not those the server is bound to', async (_how, appUrl, start) => {
  serve(appUrl);
  const { id: userId } = await makeUser(makeTestCtx(db), { credits: 100 });
  const ctx = makeTestCtx(db, {
    ...services,
    actor: { type: 'user', userId, sessionId: userId, role: 'user', plan: 'free' },
  });
  const begun = await beginBatch(ctx, { toolId: 'image-generation', rows: [{ prompt: 'A lighthouse' }] });
  const { id } = await batchWhen(ctx, begun.id, ended);
  expect(await tableOf(userId, id)).toContain(`,${start}api/files/`);
});

it('no route makes an address of what the server is bound to', async () => {
  const sources = (await readdir('app', { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  expect(sources.length).toBeGreaterThan(100);
  for (const source of sources) {
    expect([source, (await readFile(path.join('app', source), 'utf8')).includes('nextUrl.origin')]).toEqual([
      source,
      false,
    ]);
  }
});
