import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { runStep } from './step.mjs';

const STAMP = 'node_modules/.megicai-install';
/** npm's own record of what it put into node_modules. */
const RECORD = 'node_modules/.package-lock.json';

/** Whether everything the lockfile asks for is there, also when somebody ran `npm ci` by hand. */
function agreesWithLockfile() {
  if (!existsSync(RECORD) || !existsSync('node_modules/.bin/node')) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const present = JSON.parse(readFileSync(RECORD, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || present[path]?.version === entry.version,
  );
}

/** Installs from the lockfile when node_modules is missing or belongs to another lockfile. */
export async function ensureInstalled() {
  const wanted = fingerprint(['package-lock.json']);
  const stamped = readStamp(STAMP) === wanted && existsSync('node_modules/.bin/node');
  if (stamped) return;
  if (!agreesWithLockfile()) {
    await runStep('Installing packages from the lockfile', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
      must: true,
    });
  }
  writeFileSync(STAMP, `${wanted}\n`);
}
