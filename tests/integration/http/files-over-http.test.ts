import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { DELETE, GET } from '@/app/api/files/[id]/route';
import { GET as list, POST } from '@/app/api/files/route';
import { cookieNames, sealToken, signIn } from '@/lib/auth';
import { GET as exportMe } from '@/app/api/me/export/route';
import { POST as register } from '@/app/api/auth/register/route';
import type { Db } from '@/lib/db';
import type { DefinedRoute } from '@/lib/http';
import { POLICIES } from '@/lib/rate-limit';
import { createFileStore, createLiveRuns, type FileView } from '@/lib/runs';
import { makeCtx, type Services } from '@/lib/server';
import { filesBelow } from '@/tests/support/files/file-world';
import { makePicture, makeWav } from '@/tests/support/files/made-files';
import { noAi } from '@/tests/support/scripted-ai';
import { fixedSettings, temporaryDirectory } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'https://hub.example';
const PASSWORD = 'correct horse';
const folder = temporaryDirectory('http-files-');
let db: Db;
let services: Services;
let owner: string;
let other: string;

beforeAll(async () => {
  db = await openTestDb();
  services = useTestServices(db, {
    ...{ ai: noAi, live: createLiveRuns(), env: { APP_URL: HUB } },
    files: createFileStore(path.join(folder, 'files')),
    settings: fixedSettings({ files: { imageMegabytes: 1, audioMegabytes: 1, documentMegabytes: 1 } }),
  });
  [owner, other] = [await person(), await person()];
});
afterAll(async () => {
  dropTestServices();
  await db.close();
});

interface Ask {
  method?: string;
  cookie?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
  id?: string;
  query?: string;
}

function ask(route: DefinedRoute, { cookie, headers, id, query = '', ...init }: Ask = {}): Promise<Response> {
  const own: Record<string, string> = { host: 'hub.example', origin: HUB, ...(cookie ? { cookie } : {}) };
  const request = new NextRequest(new URL(`/api/files${id ? `/${id}` : ''}${query}`, HUB), {
    ...init,
    headers: { ...own, ...headers },
    ...(init.body ? { duplex: 'half' } : {}),
  });
  return route(request, { params: Promise.resolve(id ? { id } : {}) });
}

async function person(): Promise<string> {
  const email = `${randomUUID()}@example.test`;
  const body = JSON.stringify({ email, password: PASSWORD });
  await ask(register, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const ctx = makeCtx(services, { actor: { type: 'guest' }, requestId: 'test-request', address: null, device: null });
  const { user, token } = await signIn({ ctx, input: { email, password: PASSWORD, userAgent: null } });
  return `${cookieNames(services.env).session}=${await sealToken(token, user, services.secret)}`;
}

function form(bytes: Uint8Array | string, name = 'a.txt', field = 'file'): FormData {
  const data = new FormData();
  data.append(field, new Blob([Buffer.from(bytes)], { type: 'image/png' }), name);
  return data;
}

const post = (body: BodyInit, more: Ask = {}) => ask(POST, { method: 'POST', cookie: owner, body, ...more });
const problemOf = async (response: Response) => ({
  status: response.status,
  problem: (await response.json()) as { code: string; errors?: { path: string }[] },
});

async function upload(bytes: Uint8Array | string, name?: string, cookie = owner): Promise<FileView> {
  const response = await post(form(bytes, name), { cookie });
  expect(response.status).toBe(201);
  return ((await response.json()) as { file: FileView }).file;
}

describe('an upload', () => {
  test('answers with the file as it is kept', async () => {
    const file = await upload(await makePicture('png'), 'Über uns.png');
    expect(file).toEqual({
      ...{ id: expect.any(String), url: `/api/files/${file.id}`, name: 'Über uns.png', mediaType: 'image/png' },
      ...{ kind: 'image', bytes: expect.any(Number), width: 40, height: 30, createdAt: expect.any(String) },
    });
  });

  test.each<[string, () => BodyInit, Record<string, string>, number, string, string | undefined]>([
    ['JSON', () => '{}', { 'content-type': 'application/json' }, 415, 'unsupported_media_type', undefined],
    [
      'a form without a boundary',
      () => 'x',
      { 'content-type': 'multipart/form-data' },
      415,
      'unsupported_media_type',
      undefined,
    ],
    ['another field', () => form('x', 'a.txt', 'upload'), {}, 422, 'invalid_input', 'upload'],
    ['a file of nothing', () => form(''), {}, 422, 'invalid_input', 'file'],
    ['a form of nothing', () => new FormData(), {}, 422, 'invalid_input', 'file'],
  ])('refuses %s', async (_what, body, headers, status, code, field) => {
    const answer = await problemOf(await post(body(), { headers }));
    expect([answer.status, answer.problem.code, answer.problem.errors?.[0]?.path]).toEqual([status, code, field]);
  });

  test('refuses words in place of the file, and a second file', async () => {
    const words = new FormData();
    words.append('file', 'only words');
    expect((await problemOf(await post(words))).problem.errors).toEqual([
      { path: 'file', message: 'must be one file' },
    ]);
    const two = form('one');
    two.append('file', new Blob(['two']), 'b.txt');
    expect((await problemOf(await post(two))).problem.errors).toEqual([{ path: 'file', message: 'must be one file' }]);
  });

  test('refuses a form that breaks off, and keeps nothing of it', async () => {
    const before = await filesBelow(folder);
    const whole = Buffer.from(await new Response(form(makeWav(1))).arrayBuffer());
    const boundary = whole.subarray(2, whole.indexOf('\r\n')).toString();
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    for (const cut of [20, 200, whole.length - 10]) {
      expect(await problemOf(await post(whole.subarray(0, cut), { headers }))).toMatchObject({
        status: 400,
        problem: { code: 'malformed_json' },
      });
    }
    expect(await filesBelow(folder)).toEqual(before);
  });

  test('believes no announced length: reading stops at the first byte too many', async () => {
    const boundary = 'b'.repeat(30);
    let sent = 0;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`;
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from(head)),
      pull: (controller) => {
        // What was refused is read to a limit and thrown away, since a browser hears no answer before it has sent all.
        sent += 65_536;
        controller.enqueue(Buffer.alloc(65_536, 'a'));
      },
    });
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': '500' };
    const answer = await problemOf(await post(endless, { headers }));
    expect(answer).toMatchObject({ status: 413, problem: { code: 'payload_too_large', errors: [{ path: 'file' }] } });
    expect(sent).toBeLessThan(3_000_000);
  });

  test('refuses an announced length that nobody may send, before reading', async () => {
    const headers = { 'content-length': '900000000' };
    expect(await problemOf(await post(form('x'), { headers }))).toMatchObject({
      status: 413,
      problem: { errors: [{ path: 'file' }] },
    });
  });

  test('is for signed-in people on our own pages, and counted', async () => {
    expect((await ask(POST, { method: 'POST', body: form('x') })).status).toBe(401);
    expect((await post(form('x'), { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    const busy = await person();
    const answers = await Promise.all(
      Array.from({ length: POLICIES.upload.points + 1 }, () =>
        post('x', { cookie: busy, headers: { 'content-type': 'a/b' } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(POLICIES.upload.points).fill(415),
      429,
    ]);
  });
});

describe('the list of uploads', () => {
  test('has pages, newest first, of the own ones alone', async () => {
    const cookie = await person();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.unshift((await upload(name, name, cookie)).id);
    const page = async (query: string) =>
      (await (await ask(list, { cookie, query })).json()) as { items: FileView[]; nextCursor: string | null };
    const first = await page('?limit=2');
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);
    expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([ids.slice(2), null]);
    expect((await page('?kind=image')).items).toEqual([]);
    expect((await ask(list, { cookie, query: '?cursor=nonsense' })).status).toBe(422);
    expect((await ask(list)).status).toBe(401);
  });
});

test('what somebody takes along names their uploads, and nobody else’s', async () => {
  const cookie = await person();
  const file = await upload('the words', 'mine.txt', cookie);
  const taken = (await (await ask(exportMe, { cookie })).json()) as { uploads: FileView[] };
  expect(taken.uploads).toEqual([file]);
});

describe('a stored file', () => {
  test('opens for its owner alone', async () => {
    const { id } = await upload('the words');
    const response = await ask(GET, { cookie: owner, id });
    expect(await response.text()).toBe('the words');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="a.txt"; filename*=UTF-8''a.txt`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect((await ask(GET, { cookie: other, id })).status).toBe(404);
    expect((await ask(GET, { id })).status).toBe(401);
    for (const strange of ['x', randomUUID(), `${id}'`]) {
      expect((await ask(GET, { cookie: owner, id: strange })).status).toBe(404);
    }
  });

  test('is removed by its owner alone', async () => {
    const { id } = await upload('the words');
    expect((await ask(DELETE, { method: 'DELETE', cookie: other, id })).status).toBe(404);
    expect((await ask(DELETE, { method: 'DELETE', cookie: owner, id })).status).toBe(204);
    expect((await ask(DELETE, { method: 'DELETE', cookie: owner, id })).status).toBe(404);
    expect((await ask(GET, { cookie: owner, id })).status).toBe(404);
    expect((await filesBelow(folder)).filter((file) => file.endsWith(id))).toEqual([]);
  });

  test('plays and seeks: ranges are exact', async () => {
    const bytes = makeWav(1);
    const { id } = await upload(bytes, 'tone.wav');
    const part = async (headers: Record<string, string>, method = 'GET') => {
      const response = await ask(GET, { cookie: owner, id, headers, method });
      const { status, headers: got } = response;
      return {
        status,
        range: got.get('content-range'),
        length: got.get('content-length'),
        body: Buffer.from(await response.arrayBuffer()),
      };
    };
    const size = bytes.length;
    expect(await part({})).toEqual({ status: 200, range: null, length: String(size), body: bytes });
    expect(await part({ range: 'bytes=0-' })).toEqual({
      status: 206,
      range: `bytes 0-${size - 1}/${size}`,
      length: String(size),
      body: bytes,
    });
    expect(await part({ range: 'bytes=44-99' })).toEqual({
      status: 206,
      range: `bytes 44-99/${size}`,
      length: '56',
      body: bytes.subarray(44, 100),
    });
    expect(await part({ range: 'bytes=-7' })).toEqual({
      status: 206,
      range: `bytes ${size - 7}-${size - 1}/${size}`,
      length: '7',
      body: bytes.subarray(-7),
    });
    expect(await part({ range: `bytes=10-${size * 9}` })).toMatchObject({ status: 206, length: String(size - 10) });
    expect(await part({ range: `bytes=${size}-` })).toMatchObject({ status: 416, range: `bytes */${size}` });
    expect(await part({ range: 'bytes=9-1' })).toMatchObject({ status: 200 });
    expect(await part({ range: 'bytes=0-1,5-6' })).toMatchObject({ status: 200 });
    const mark = (await ask(GET, { cookie: owner, id })).headers.get('etag') ?? '';
    expect(await part({ range: 'bytes=0-1', 'if-range': mark })).toMatchObject({ status: 206 });
    expect(await part({ range: 'bytes=0-1', 'if-range': '"old"' })).toMatchObject({
      status: 200,
      length: String(size),
    });
    expect(await part({ 'if-none-match': `"x", W/${mark}` })).toMatchObject({ status: 304 });
    expect(await part({ range: 'bytes=0-9' }, 'HEAD')).toEqual({
      status: 206,
      range: `bytes 0-9/${size}`,
      length: '10',
      body: Buffer.alloc(0),
    });
  });

  test('has its own name and ending when it is downloaded', async () => {
    const { id } = await upload(makeWav(1), 'Größe "eins" (2).mp3');
    const shown = (await ask(GET, { cookie: owner, id })).headers;
    expect([shown.get('content-type'), shown.get('content-disposition')?.split(';')[0]]).toEqual([
      'audio/wav',
      'inline',
    ]);
    const { headers } = await ask(GET, { cookie: owner, id, query: '?download=1' });
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e eins (2).wav"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20eins%20%282%29.wav`,
    );
  });

  test('whose bytes are gone, or whose store is away, is a clear answer', async () => {
    const { id } = await upload('lost words');
    const { files } = services;
    await files.remove(`${id.slice(-2)}/${id}`);
    expect((await ask(GET, { cookie: owner, id })).status).toBe(404);
  });
});
