// `npm test`: sets itself up and runs everything on the embedded database; `-- --servers` repeats integration, races and
// browser tests on PostgreSQL and Redis (TEST_DATABASE_URL and TEST_REDIS_URL, or Debian's, started for the occasion).
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './setup/browser.mjs';
import { ensureBuilt, ensureGenerated } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { startServers } from './setup/servers.mjs';
import { runStep } from './setup/step.mjs';
import { add, asLine } from './test/counts.mjs';
import { FOLDERS, IGNORED, LEFT_TO_SERVERS, WALKS } from './test/on-servers.mjs';
import { browserPhase, checkPhase, jestPhase } from './test/phases.mjs';

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
const wanted = process.argv.slice(2);
const started = Date.now();

await ensureInstalled();
if (Number(process.versions.node.split('.')[0]) < 22) {
  // The rest needs the project's own Node.
  process.exit(await runStep('Tests on the Node of package.json', 'node', ['scripts/test.mjs', ...wanted]));
}
await ensureGenerated();

async function everything() {
  const browser = await ensureBrowser();
  let counts = await checkPhase();
  // The race tests start the built server, so it comes before them.
  await ensureBuilt();
  counts = add(counts, { passed: 1, failed: 0 });
  const folders = ['unit', 'components', 'contract', 'integration', 'races'];
  const without = process.env.BOTH_HALVES ? LEFT_TO_SERVERS : [];
  counts = add(counts, await jestPhase('Jest', folders, { without }));
  return add(counts, await browserPhase('Browser tests', browser));
}

async function browserOnly() {
  const browser = await ensureBrowser();
  await ensureBuilt();
  return browserPhase('Browser tests', browser);
}

async function onServers() {
  const browser = await ensureBrowser();
  await ensureBuilt();
  const given = process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL;
  const servers = given ? null : await startServers();
  const env = {
    TEST_DATABASE_URL: process.env.TEST_DATABASE_URL ?? servers.databaseUrl,
    TEST_REDIS_URL: process.env.TEST_REDIS_URL ?? servers.redisUrl,
  };
  try {
    const counts = await jestPhase('Jest on PostgreSQL and Redis', FOLDERS, { env, without: IGNORED });
    return add(counts, await browserPhase('Browser tests on PostgreSQL and Redis', browser, { env, ...WALKS }));
  } finally {
    await servers?.stop();
  }
}

const run = wanted.includes('--servers') ? onServers : wanted.includes('e2e') ? browserOnly : everything;
const counts = await run();
const summary = process.env.TEST_SUMMARY_FILE;
if (summary) writeFileSync(summary, JSON.stringify(counts));
console.log(`\nTotal after ${Math.round((Date.now() - started) / 1000)} s: ${asLine(counts)}`);
process.exit(counts.failed === 0 ? 0 : 1);
