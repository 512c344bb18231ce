import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { AppError, notFound } from '@/lib/errors';
import { assertKey, storeFailure, type FileStore } from './file-store';

export interface S3Options {
  bucket: string;
  /** Absent for Amazon's own. */
  endpoint?: string | undefined;
  region: string;
  /** Absent: Amazon's own chain of credentials is asked. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  connectMs?: number;
  /** From a request to the head of its answer, for those that bring a file; others wait 5 seconds at most. */
  answerMs?: number;
  /** For the next bytes of a body that is read. */
  idleMs?: number;
}

/** One more try: a second failure is told, not hidden behind minutes of waiting. */
const MOST_ATTEMPTS = 2;
const CONNECT_MS = 3_000;
const ANSWER_MS = 30_000;
const SHORT_ANSWER_MS = 5_000;
const IDLE_MS = 10_000;
const MOST_SOCKETS = 256;
const LIST_PAGE = 1_000;

type Sdk = typeof import('@aws-sdk/client-s3');

interface Opened {
  sdk: Sdk;
  client: S3Client;
}

async function openClient({ endpoint, region, credentials, ...limits }: S3Options): Promise<Opened> {
  // Thousands of files that a hub without a bucket never loads.
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: MOST_ATTEMPTS,
    requestHandler: {
      // Each file that is being read holds one, as slowly as its reader likes.
      httpAgent: { maxSockets: MOST_SOCKETS },
      httpsAgent: { maxSockets: MOST_SOCKETS },
      connectionTimeout: limits.connectMs ?? CONNECT_MS,
      requestTimeout: limits.answerMs ?? ANSWER_MS,
      throwOnRequestTimeout: true,
      // A player that has enough for now leaves its connection silent.
      socketTimeout: 0,
    },
    // Compatible stores know the classic protocol; transport and length are checked all the same.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { sdk, client };
}

function isMissing(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return name === 'NoSuchKey' || name === 'NotFound';
}

function failure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return isMissing(error) ? notFound('file') : storeFailure(error);
}

/** A body that fails when the bucket is silent for a while; whoever reads slowly may. */
function impatient(body: Readable, idleMs: number): ReadableStream<Uint8Array> {
  const parts: AsyncIterator<Uint8Array, undefined> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const late = setTimeout(() => body.destroy(new Error(`the bucket sent nothing for ${idleMs} ms`)), idleMs);
      try {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } finally {
        clearTimeout(late);
      }
    },
    cancel: () => void body.destroy(),
  });
}

/** Keeps files in a bucket. Nothing is loaded or connected before the first use. */
export function createS3Store(options: S3Options): FileStore {
  let opening: Promise<Opened> | undefined;
  const { bucket: Bucket, idleMs = IDLE_MS, answerMs = ANSWER_MS } = options;
  const soon = { requestTimeout: Math.min(answerMs, SHORT_ANSWER_MS) };
  /** One call; whatever goes wrong is told in the store's own words. */
  const call = async <Answer>(work: (opened: Opened) => Promise<Answer>): Promise<Answer> => {
    opening ??= openClient(options);
    try {
      return await work(await opening);
    } catch (error) {
      throw failure(error);
    }
  };
  const listAll = async ({ sdk, client }: Opened, folder: string): Promise<string[]> => {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new sdk.ListObjectsV2Command({ Bucket, Prefix: `${folder}/`, MaxKeys: LIST_PAGE, ContinuationToken }),
        soon,
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key ? [Key] : [])));
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken);
    return keys;
  };
  return {
    place: 'bucket',
    put: async (key, bytes) => {
      const put = { Bucket, Key: assertKey(key), Body: bytes, ContentLength: bytes.byteLength };
      await call(({ sdk, client }) => client.send(new sdk.PutObjectCommand(put)));
    },
    read: async (key, range) => {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const get = { Bucket, Key: assertKey(key), ...(Range ? { Range } : {}) };
      const { Body } = await call(({ sdk, client }) => client.send(new sdk.GetObjectCommand(get), soon));
      return impatient(Body as Readable, idleMs);
    },
    remove: async (key) => {
      const gone = { Bucket, Key: assertKey(key) };
      await call(({ sdk, client }) => client.send(new sdk.DeleteObjectCommand(gone), soon));
    },
    list: async (folder) => {
      assertKey(folder);
      return call((opened) => listAll(opened, folder));
    },
    ping: async () => {
      await call(({ sdk, client }) => client.send(new sdk.HeadBucketCommand({ Bucket }), soon));
    },
  };
}
