import path from 'node:path';
import type { Env } from '@/lib/env';
import { createFileStore, type FileStore } from './file-store';
import { createS3Store } from './s3-store';

type FileEnv = Pick<Env, 'S3_BUCKET' | 'S3_ENDPOINT' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'>;

/** Where stored files are: the bucket that is configured, else a folder in the data directory. */
export function openFileStore(env: FileEnv, dataDir: string): FileStore {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region } = env;
  if (!bucket) return createFileStore(path.join(dataDir, 'files'));
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return createS3Store({ bucket, endpoint, region, credentials });
}
