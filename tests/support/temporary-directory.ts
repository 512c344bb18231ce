import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new empty directory under the system's temporary one. */
export function temporaryDirectory(prefix = 'megicai-test-'): string {
  return mkdtempSync(path.join(tmpdir(), prefix));
}
