import type { BatchResult } from '../types';
import { readResult } from './batch-client';
import type { BatchHttp } from './batch-http';
import { readLines } from './read-lines';

/** The results in a batch's files, those of the answers and those of the errors, line by line; a line that is none is passed over. */
export async function* readResults(
  http: Pick<BatchHttp, 'file'>,
  files: readonly (string | null | undefined)[],
  signal: AbortSignal,
): AsyncGenerator<BatchResult, void, void> {
  for (const name of files) {
    if (!name) continue;
    for await (const line of readLines(await http.file(name, signal))) {
      const result = readResult(line);
      if (result) yield result;
    }
  }
}
