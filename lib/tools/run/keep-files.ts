import { createHash } from 'node:crypto';
import type { MadeFile } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import type { OutputFile } from '@/lib/runs';

/** A file on disk whose row `run_finish` is about to write. */
export interface KeptFile extends OutputFile {
  sha256: string;
  storageKey: string;
}

/** Puts what a model made where files are kept. Rows come with the end of the run, in the same round trip. */
export function keepFiles(ctx: Ctx, files: readonly MadeFile[]): Promise<KeptFile[]> {
  return Promise.all(
    files.map(async ({ bytes, mediaType, width, height, seconds }) => {
      const id = ctx.ids.uuid();
      const storageKey = `${id.slice(-2)}/${id}`;
      await ctx.files.put(storageKey, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return {
        id,
        mediaType,
        bytes: bytes.byteLength,
        ...(width === undefined ? {} : { width }),
        ...(height === undefined ? {} : { height }),
        ...(seconds === undefined ? {} : { seconds }),
        sha256,
        storageKey,
      };
    }),
  );
}

/** For files of a run that ended otherwise. */
export async function dropFiles(ctx: Ctx, files: readonly KeptFile[]): Promise<void> {
  await Promise.allSettled(files.map((file) => ctx.files.remove(file.storageKey)));
}
