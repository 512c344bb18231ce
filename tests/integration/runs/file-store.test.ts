import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { createFileStore, createS3Store, openFileStore, type FileStore } from '@/lib/runs';
import { startS3WireServer, type S3WireServer } from '@/tests/support/wire/s3-wire-server';

let folder: string;
let server: S3WireServer;
beforeAll(async () => {
  server = await startS3WireServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'file-store-'));
  server.objects.clear();
  server.heard.length = 0;
  server.misbehave(null);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What is waited for to its end, and what a machine with much else to do may take for an answer. */
const [SILENCE_MS, PATIENT_MS] = [300, 15_000];

const bucketStore = (change: { secretAccessKey?: string; endpoint?: string; patienceMs?: number } = {}) =>
  createS3Store({
    ...{ bucket: server.bucket, endpoint: change.endpoint ?? server.url, region: 'eu-central-1' },
    credentials: {
      accessKeyId: server.accessKeyId,
      secretAccessKey: change.secretAccessKey ?? server.secretAccessKey,
    },
    connectMs: change.patienceMs ?? PATIENT_MS,
    answerMs: change.patienceMs ?? PATIENT_MS,
    idleMs: change.patienceMs ?? PATIENT_MS,
  });

const STORES: [string, () => FileStore][] = [
  ['a folder', () => createFileStore(path.join(folder, 'files'))],
  ['a bucket', () => bucketStore()],
];

const BYTES = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
const whole = async (reading: Promise<ReadableStream<Uint8Array>>) => new Response(await reading).bytes();
const codeOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof AppError ? error.code : error;
};

describe.each(STORES)('files in %s', (_place, open) => {
  test('come back as they were given, whole or in part', async () => {
    const store = open();
    await store.put('ab/one', BYTES);
    expect(Buffer.compare(await whole(store.read('ab/one')), BYTES)).toBe(0);
    expect(await whole(store.read('ab/one', { start: 250, end: 252 }))).toEqual(Uint8Array.from([250, 0, 1]));
    expect(await whole(store.read('ab/one', { start: 0, end: 0 }))).toEqual(Uint8Array.from([0]));
    expect(await whole(store.read('ab/one', { start: 299_999, end: 299_999 }))).toHaveLength(1);
  });

  test('are written over whole', async () => {
    const store = open();
    await store.put('ab/one', BYTES);
    await store.put('ab/one', BYTES.slice(0, 10));
    expect(await whole(store.read('ab/one'))).toHaveLength(10);
    expect(await store.list('ab')).toEqual(['ab/one']);
  });

  test('are not found where they are not, before anything is read', async () => {
    expect(await codeOf(open().read('ab/none'))).toBe('not_found');
    expect(await codeOf(open().read('ab/none', { start: 0, end: 1 }))).toBe('not_found');
    expect(await open().list('ab')).toEqual([]);
  });

  test('are removed, also where there are none', async () => {
    const store = open();
    await store.put('ab/one', BYTES);
    await store.remove('ab/one');
    await store.remove('ab/one');
    expect(await codeOf(store.read('ab/one'))).toBe('not_found');
  });

  test('are listed by their folder', async () => {
    const store = open();
    for (const key of ['ab/one', 'ab/two', 'cd/three']) await store.put(key, BYTES.slice(0, 5));
    expect((await store.list('ab')).sort()).toEqual(['ab/one', 'ab/two']);
    await expect(store.ping()).resolves.toBeUndefined();
  });

  test('may be left off in the middle', async () => {
    const store = open();
    await store.put('ab/one', BYTES);
    const reader = (await store.read('ab/one')).getReader();
    expect((await reader.read()).value?.[1]).toBe(1);
    await reader.cancel();
  });

  test.each(['../outside', '/etc/passwd', 'a/../../b', 'a//b', '', 'A', 'a/', 'a\\b', 'a\0b'])(
    'have no key %j',
    async (key) => {
      const store = open();
      await expect((async () => store.put(key, BYTES))()).rejects.toThrow('storage key');
      await expect((async () => store.read(key))()).rejects.toThrow('storage key');
      await expect((async () => store.remove(key))()).rejects.toThrow('storage key');
      await expect((async () => store.list(key))()).rejects.toThrow('storage key');
      expect(await readdir(folder)).toEqual([]);
      expect(server.heard).toEqual([]);
    },
  );
});

describe('a folder', () => {
  test('is made when first needed and keeps no half files', async () => {
    const store = createFileStore(path.join(folder, 'files'));
    await expect(readdir(path.join(folder, 'files'))).rejects.toThrow('ENOENT');
    await store.put('ab/one', BYTES);
    expect(await readdir(path.join(folder, 'files', 'ab'))).toEqual(['one']);
  });

  test('that cannot be written says so, and names no path', async () => {
    await writeFile(path.join(folder, 'files'), 'a file where a folder should be');
    const store = createFileStore(path.join(folder, 'files'));
    expect(await codeOf(store.put('ab/one', BYTES))).toBe('provider_unavailable');
    await expect(store.put('ab/one', BYTES)).rejects.not.toThrow(folder);
    await expect(store.ping()).rejects.toThrow();
  });

  test('lists what a crash left half-written', async () => {
    await mkdir(path.join(folder, 'files', 'ab'), { recursive: true });
    await writeFile(path.join(folder, 'files', 'ab', 'one-part'), 'half');
    expect(await createFileStore(path.join(folder, 'files')).list('ab')).toEqual(['ab/one-part']);
  });
});

describe('a bucket', () => {
  test('is asked path-style, with every request signed', async () => {
    await bucketStore().put('ab/one', BYTES);
    expect(server.heard.map(({ method, path: asked }) => [method, asked.split('?')[0]])).toEqual([
      ['PUT', '/test-bucket/ab/one'],
    ]);
    expect(server.heard[0]?.headers.authorization).toContain('/eu-central-1/s3/aws4_request');
    expect(await codeOf(bucketStore({ secretAccessKey: 'another' }).put('ab/two', BYTES))).toBe('provider_unavailable');
    expect([...server.objects.keys()]).toEqual(['ab/one']);
  });

  test('lists all pages', async () => {
    for (let index = 0; index < 1_203; index++)
      server.objects.set(`ab/${String(index).padStart(4, '0')}`, Buffer.from('x'));
    expect(await bucketStore().list('ab')).toHaveLength(1_203);
  });

  test.each(['fails', 'denies', 'stalls'] as const)(
    'that %s is a clear failure, soon, and keeps nothing',
    async (fault) => {
      server.misbehave(fault);
      const store = bucketStore(fault === 'stalls' ? { patienceMs: SILENCE_MS } : {});
      const begun = performance.now();
      expect(await codeOf(store.put('ab/one', BYTES))).toBe('provider_unavailable');
      expect(await codeOf(store.read('ab/one'))).toBe('provider_unavailable');
      expect(await codeOf(store.remove('ab/one'))).toBe('provider_unavailable');
      expect(await codeOf(store.ping())).toBe('provider_unavailable');
      expect(performance.now() - begun).toBeLessThan(20_000);
      // One more try each, no storm.
      expect(server.heard.length).toBeLessThanOrEqual(8);
      expect(server.objects.size).toBe(0);
    },
  );

  test('that fails once is asked again', async () => {
    server.misbehave('fails', 1);
    const store = bucketStore();
    await store.put('ab/one', BYTES);
    server.misbehave('fails', 1);
    expect(await whole(store.read('ab/one'))).toHaveLength(BYTES.length);
  });

  test('that hangs up while a file is sent keeps nothing of it', async () => {
    server.misbehave('cuts');
    expect(await codeOf(bucketStore().put('ab/one', BYTES))).toBe('provider_unavailable');
    expect(server.objects.size).toBe(0);
  });

  test.each(['cuts', 'dries_up'] as const)(
    'whose body %s ends its reader with a failure, never quietly',
    async (fault) => {
      await bucketStore().put('ab/one', BYTES);
      const store = bucketStore(fault === 'dries_up' ? { patienceMs: SILENCE_MS } : {});
      server.misbehave(fault);
      await expect(whole(store.read('ab/one'))).rejects.toThrow();
    },
  );

  test('nobody is there: a clear failure', async () => {
    const store = bucketStore({ endpoint: 'http://127.0.0.1:9' });
    expect(await codeOf(store.put('ab/one', BYTES))).toBe('provider_unavailable');
  });

  test('that does not exist is a failure, not an absent file', async () => {
    const store = createS3Store({
      ...{ bucket: 'another-bucket', endpoint: server.url, region: 'eu-central-1' },
      credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
    });
    expect(await codeOf(store.read('ab/one'))).toBe('provider_unavailable');
  });
});

describe('the configuration', () => {
  const S3 = { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };

  test('chooses the bucket where one is named, else the folder', () => {
    expect(openFileStore(parseEnv({}), folder).place).toBe('disk');
    expect(openFileStore(parseEnv(S3), folder).place).toBe('bucket');
  });

  test.each([
    ['S3_BUCKET', { S3_ENDPOINT: 'https://s3.example', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' }],
    ['S3_SECRET_ACCESS_KEY', { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id' }],
    ['S3_ACCESS_KEY_ID', { S3_BUCKET: 'files', S3_ENDPOINT: 'https://s3.example' }],
    ['S3_BUCKET', { S3_BUCKET: 'Not_A_Bucket' }],
    ['S3_ENDPOINT', { ...S3, S3_ENDPOINT: 'ftp://s3.example' }],
  ])('names %s where it is missing or wrong', (variable, given) => {
    expect(() => parseEnv(given)).toThrow(variable);
  });
});
