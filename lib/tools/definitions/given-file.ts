import type { InputFile } from '@/lib/runs/types';
import type { ToolCall } from '../definition';

/** What a required file field names. A call without it has not been checked: that is our fault. */
export function givenFile(call: Pick<ToolCall, 'files'>, field: string): InputFile {
  const file = call.files[field];
  if (!file) throw new Error(`the file of "${field}" was not gathered`);
  return file;
}
