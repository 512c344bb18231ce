import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../setup/servers.mjs';
import { runStep } from '../setup/step.mjs';
import { add, asCount, jestCounts, playwrightCounts, readReport } from './counts.mjs';
import { countsWithout, sawAll, worthASecondLook } from './second-look.mjs';

const RESULTS = 'test-results';

/** Lint beside types and format: one count each. Lint takes one core as long as the other two together. */
export async function checkPhase() {
  const check = async (title, script) => asCount(await runStep(title, 'npm', ['run', '--silent', script]));
  const others = async () => add(await check('Types', 'types'), await check('Format', 'format'));
  const [lint, rest] = await Promise.all([check('Lint', 'lint'), others()]);
  return add(lint, rest);
}

/** What Jest is told to run. Folders first: it would take what follows an ignored pattern for further ones of them. */
export const jestArgs = (folders, without) => [
  ...folders.map((folder) => `tests/${folder}/`),
  ...without.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
];

/** Jest over the named folders of tests/, but for suites whose paths match `without`; `env` chooses the database. */
export async function jestPhase(title, folders, { env = {}, without = [] } = {}) {
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, `jest-${title.toLowerCase().replaceAll(/\W+/g, '-')}.json`);
  rmSync(file, { force: true });
  const args = ['--json', `--outputFile=${file}`, ...jestArgs(folders, without)];
  const run = { env: { ...env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' } };
  const counts = jestCounts(file, await runStep(title, 'jest', args, run));
  const first = readReport(file);
  const suites = worthASecondLook(first);
  if (suites.length === 0) return counts;
  const second = file.replace('.json', '-again.json');
  rmSync(second, { force: true });
  const alone = ['--json', `--outputFile=${second}`, '--runInBand', '--runTestsByPath', ...suites];
  const again = jestCounts(second, await runStep(`${title}: ${suites.length} once more, alone`, 'jest', alone, run));
  if (again.failed > 0 || !sawAll(first, suites, readReport(second))) return counts;
  console.log(`Passed only when run alone: ${suites.join(', ')}`);
  return add(countsWithout(first, suites), again);
}

async function createDatabase(server) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server });
  const name = `megicai_e2e_${randomBytes(6).toString('hex')}`;
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

/**
 * Playwright against the built server with data of its own, embedded or on the servers of `env`. `projects` and `specs`: all
 * of them where none are named. `workers`: as many tests at once.
 */
export async function browserPhase(title, browser, { env = {}, projects = [], specs = [], workers = 2 } = {}) {
  const file = join(RESULTS, `playwright-${title.toLowerCase().replaceAll(/\W+/g, '-')}.json`);
  rmSync(file, { force: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'megicai-e2e-'));
  const hub = {
    CHROMIUM_PATH: browser,
    E2E_PORT: String(await freePort()),
    E2E_WORKERS: String(workers),
    E2E_DATA_DIR: dataDir,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  };
  if (env.TEST_DATABASE_URL) hub.E2E_DATABASE_URL = await createDatabase(env.TEST_DATABASE_URL);
  if (env.TEST_REDIS_URL) hub.E2E_REDIS_URL = env.TEST_REDIS_URL;
  const chosen = projects.map((project) => `--project=${project}`);
  const code = await runStep(title, 'playwright', ['test', ...chosen, ...specs], { env: { ...env, ...hub } });
  rmSync(dataDir, { recursive: true, force: true });
  return playwrightCounts(file, code);
}
