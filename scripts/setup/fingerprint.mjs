import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function* filesUnder(path, skip) {
  if (!existsSync(path) || skip.has(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name), skip);
}

/** One hash over names and contents of files and folders: independent of clocks and of how a clone set its times. */
export function fingerprint(paths, skip = []) {
  const hash = createHash('sha256');
  const skipped = new Set(skip);
  for (const path of paths) {
    for (const file of filesUnder(path, skipped)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** What a stamp file says, or null. */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
