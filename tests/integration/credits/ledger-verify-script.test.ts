import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeDays } from '@/lib/credits';
import { openDb } from '@/lib/db';
import { FOR_SHORT_LIVES } from '@/tests/support/bundled-script';
import { embeddedSnapshot } from '@/tests/support/embedded-template';
import { DAY_MS, ledgerWorld } from '@/tests/support/ledger-world';
import { engine } from '@/tests/support/test-db';

/** As `npm run ledger:verify` starts it. */
const TSX = [path.resolve('node_modules', '.bin', 'tsx')];
/** The same in one process, which compiles of PGlite only what so short a life uses: two thirds of the work. */
const QUICK = [process.execPath, ...FOR_SHORT_LIVES, '--import', 'tsx'];
let dataDir: string;
/** Of 2026-03-10, the one day that is closed. */
let closingHash = '';

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'ledger-verify-'));
  const db = await openDb({ dataDir, snapshot: await embeddedSnapshot(), engine: await engine() });
  const world = ledgerWorld(db);
  await world.give(await world.newUser(), 5);
  world.clock.advance(DAY_MS);
  const { closed } = await closeDays({ ctx: world.ctx(), input: {} });
  closingHash = closed[0]!.closingHash;
  await db.close();
}, 180_000);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Told {
  code: number;
  output: string;
}

function verify(directory = dataDir, options: string[] = [], [command = '', ...flags] = QUICK): Promise<Told> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test' as const,
    DATA_DIR: directory,
    CONFIG_FILE: path.join(dataDir, 'none.yaml'),
  };
  return new Promise((resolve) => {
    execFile(command, [...flags, 'scripts/ledger-verify.ts', ...options], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

it('needs only DATA_DIR, prints every rule and the counts, and exits with 0', async () => {
  const { code, output } = await verify(dataDir, [], TSX);
  expect(output).toContain('ok     wallet-available');
  expect(output).toContain('1 users, 1 transactions, 2 entries, 1 lots, 0 holds, 0 runs.');
  expect(output).toContain('The ledger is right');
  expect(code).toBe(0);
}, 180_000);

it('says what differs, exits with 1, and repairs nothing', async () => {
  /** Answers what stood there before. */
  const change = async (by: number) => {
    const db = await openDb({ dataDir, engine: await engine() });
    const before = await db.sql('SELECT available_micro::int AS stored FROM credit_wallets');
    await db.sql(`UPDATE credit_wallets SET available_micro = available_micro + ${by}`);
    await db.close();
    return before;
  };
  expect(await change(1)).toEqual([{ stored: 5_000_000 }]);
  const { code, output } = await verify();
  expect(output).toMatch(/WRONG {2}wallet-available/);
  expect(output).toMatch(/expected 5000000, stored 5000001/);
  expect(code).toBe(1);
  expect(await change(-1)).toEqual([{ stored: 5_000_001 }]);
}, 180_000);

it('says where the hash chain stands, and whether it is still the one whose hash was kept', async () => {
  const right = await verify(dataDir, [`--expect=2026-03-10=${closingHash}`]);
  expect(right.output).toContain(`The hash chain is closed until 2026-03-10: ${closingHash}`);
  expect(right.output).toContain('2026-03-10 was closed with this very hash.');
  expect(right.code).toBe(0);
  const other = closingHash.replaceAll(/./g, '0');
  const wrong = await verify(dataDir, [`--expect=2026-03-10=${other}`, `--expect=2026-03-11=${other}`]);
  expect(wrong.output).toContain(`WRONG: 2026-03-10 is closed with ${closingHash}, expected ${other}.`);
  expect(wrong.output).toContain('WRONG: 2026-03-11 is not closed');
  expect(wrong.code).toBe(1);
  expect(await verify(dataDir, ['--expect=yesterday'])).toMatchObject({ code: 2 });
}, 180_000);

it('says plainly when a hub is running on the same data', async () => {
  const lock = path.join(dataDir, 'hub.lock');
  await writeFile(lock, String(process.pid));
  const { code, output } = await verify();
  expect(output).toContain(`A hub is running on ${dataDir} (process ${process.pid})`);
  expect(code).not.toBe(0);
  await rm(lock);
}, 180_000);

it('says so where there is no hub', async () => {
  const { code, output } = await verify(path.join(dataDir, 'nowhere'));
  expect(output).toContain('There is no hub in');
  expect(code).not.toBe(0);
}, 180_000);
