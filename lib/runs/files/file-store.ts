import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { AppError, notFound } from '@/lib/errors';

/** Bytes by key. Keys are ours: lower-case letters, digits, dashes, and slashes between them. */
export interface FileStore {
  /** Where the bytes are, for people. */
  readonly place: 'disk' | 'bucket';
  /** All of it or nothing. @throws AppError provider_unavailable. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /**
   * The bytes from `start` to `end`, both included; all of them without a range. Nothing has been sent when it throws.
   * @throws AppError not_found where there are none, provider_unavailable where the store does not answer.
   */
  read(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
  /** Removing what is not there is no error. @throws AppError provider_unavailable. */
  remove(key: string): Promise<void>;
  /** The keys in one folder, half-written ones too. @throws AppError provider_unavailable. */
  list(folder: string): Promise<string[]>;
  /** Whether the store answers. Throws where it does not. */
  ping(): Promise<void>;
}

const KEY = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;

/** @throws Error for what is no key of ours: it may lead anywhere. */
export function assertKey(key: string): string {
  if (!KEY.test(key)) throw new Error(`not a storage key: ${key}`);
  return key;
}

/** The private reason goes to the log; clients learn that it was no fault of theirs. */
export function storeFailure(cause: unknown): AppError {
  return new AppError('provider_unavailable', 'Files cannot be reached at the moment. Try again in a minute.', {
    cause,
    retryAfterSeconds: 60,
  });
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Keeps files in a folder, which is made when first needed. */
export function createFileStore(folder: string): FileStore {
  const locate = (key: string) => path.join(folder, assertKey(key));
  const write = async (target: string, bytes: Uint8Array) => {
    // A reader, or a crash, never meets half a file.
    const part = `${target}-part`;
    try {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(part, bytes);
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw storeFailure(error);
    }
  };
  return {
    place: 'disk',
    put: async (key, bytes) => write(locate(key), bytes),
    read: async (key, range) => {
      const handle = await open(locate(key)).catch((error: unknown) => {
        throw isMissing(error) ? notFound('file') : storeFailure(error);
      });
      return Readable.toWeb(handle.createReadStream(range)) as ReadableStream<Uint8Array>;
    },
    remove: (key) =>
      rm(locate(key), { force: true }).catch((error: unknown) => {
        throw storeFailure(error);
      }),
    list: async (name) => {
      const names = await readdir(locate(name)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw storeFailure(error);
      });
      return names.map((file) => `${name}/${file}`);
    },
    ping: () =>
      mkdir(folder, { recursive: true }).then(
        () => undefined,
        (error: unknown) => {
          throw storeFailure(error);
        },
      ),
  };
}
