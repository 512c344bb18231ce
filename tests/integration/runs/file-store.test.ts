import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileStore, type FileStore } from '@/lib/runs';

let folder: string;
let store: FileStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'file-store-'));
  store = createFileStore(path.join(folder, 'files'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const BYTES = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
const read = async (key: string, range?: { start: number; end: number }) =>
  new Response(await store.read(key, range)).bytes();

it('gives back what it was given, whole or in part', async () => {
  await store.put('ab/one', BYTES);
  expect(Buffer.compare(await read('ab/one'), BYTES)).toBe(0);
  expect(await read('ab/one', { start: 250, end: 252 })).toEqual(Uint8Array.from([250, 0, 1]));
});

it('makes its folders when first needed and leaves no half files', async () => {
  await expect(readdir(path.join(folder, 'files'))).rejects.toThrow('ENOENT');
  await store.put('ab/one', BYTES);
  await store.put('ab/one', BYTES.slice(0, 10));
  expect(await readdir(path.join(folder, 'files', 'ab'))).toEqual(['one']);
  expect(await read('ab/one')).toHaveLength(10);
});

it('removes, also what is not there', async () => {
  await store.put('ab/one', BYTES);
  await store.remove('ab/one');
  await store.remove('ab/one');
  await expect(read('ab/one')).rejects.toThrow('not_found');
});

it.each(['../outside', '/etc/passwd', 'a/../../b', 'a//b', '', 'A', 'a/', 'a\\b', 'a\0b'])(
  'refuses the key %j',
  async (key) => {
    await expect((async () => store.put(key, BYTES))()).rejects.toThrow('storage key');
    await expect(store.read(key)).rejects.toThrow('storage key');
    await expect((async () => store.list(key))()).rejects.toThrow('storage key');
    expect(await readdir(folder)).toEqual([]);
  },
);
