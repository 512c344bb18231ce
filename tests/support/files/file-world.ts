import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { uploadFile, type FileView } from '@/lib/runs';
import { AppError } from '@/lib/errors';
import type { Ctx } from '@/lib/context';
import { inPieces } from './made-files';

export const send = (ctx: Ctx, bytes: Uint8Array | string, name = 'file'): Promise<FileView> =>
  uploadFile({ ctx, input: { name, chunks: inPieces(Buffer.from(bytes)) } });

/** How an upload was refused; fails where it was not. */
export async function refusalOf(
  sending: Promise<unknown>,
): Promise<{ status: number; path?: string; message?: string }> {
  const error: unknown = await sending.then(
    (file) => new Error(`was taken: ${JSON.stringify(file)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return { status: error.status, path: error.fields[0]?.path, message: error.fields[0]?.message };
}

/** Every file below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
