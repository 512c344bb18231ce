import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';

/** Bytes by key. Keys are ours: lower-case letters, digits, dashes, and slashes between them. */
export interface FileStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The bytes from `start` to `end`, both included; all of them without a range. The stream fails when there are none. */
  read(key: string, range?: { start: number; end: number }): ReadableStream<Uint8Array>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
}

const KEY = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;

/** Keeps files in a folder, which is made when first needed. */
export function createFileStore(folder: string): FileStore {
  const locate = (key: string) => {
    if (!KEY.test(key)) throw new Error(`not a storage key: ${key}`);
    return path.join(folder, key);
  };
  return {
    async put(key, bytes) {
      const target = locate(key);
      await mkdir(path.dirname(target), { recursive: true });
      // A reader, or a crash, never meets half a file.
      const part = `${target}.part`;
      await writeFile(part, bytes);
      await rename(part, target);
    },
    read: (key, range) => Readable.toWeb(createReadStream(locate(key), range)) as ReadableStream<Uint8Array>,
    remove: (key) => rm(locate(key), { force: true }),
  };
}
