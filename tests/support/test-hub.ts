import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { startHub, type Hub, type HubOptions } from './built-hub';
import { bundledScript, COMPILED, FOR_SHORT_LIVES } from './bundled-script';
import { fillDataDir } from './embedded-template';
import { PATIENT_STORE_MS } from './open-kv';
import { createServerDatabase } from './server-template';
import { temporaryDirectory } from './temporary-directory';

/** Where each hub's data are, so that a restart and a verification find them. */
const databases = new WeakMap<Hub, Record<string, string>>();

export interface TestHub {
  hub: Hub;
  /** Stops it if it still runs, and drops its database. */
  close(): Promise<void>;
  /** A new process on the same data. */
  restart(): Promise<Hub>;
}

/**
 * A hub of this test's own: embedded, or on the servers that TEST_DATABASE_URL and TEST_REDIS_URL name. Its database is
 * migrated already; the hub that browser tests start makes its own from nothing.
 */
export async function startTestHub(options: HubOptions = {}): Promise<TestHub> {
  const server = process.env.TEST_DATABASE_URL;
  const database = server ? await createServerDatabase(server, `megicai_hub_${randomBytes(8).toString('hex')}`) : null;
  const storage: Record<string, string> = { ...COMPILED };
  if (database) storage.DATABASE_URL = database.url;
  if (process.env.TEST_REDIS_URL) {
    storage.REDIS_URL = process.env.TEST_REDIS_URL;
    storage.REDIS_TIMEOUT_MS = String(PATIENT_STORE_MS);
  }
  const start = async (dataDir: string) => {
    const flags = database ? [] : FOR_SHORT_LIVES;
    const hub = await startHub({ flags, ...options, dataDir, env: { ...storage, ...options.env } });
    databases.set(hub, storage);
    return hub;
  };
  const dataDir = options.dataDir ?? temporaryDirectory('megicai-hub-');
  if (!database && !options.dataDir) await fillDataDir(dataDir);
  let current = await start(dataDir);
  return {
    hub: current,
    restart: async () => (current = await start(current.dataDir)),
    close: async () => {
      await current.stop();
      await database?.drop();
    },
  };
}

/** The program of `npm run ledger:verify` on a stopped hub's data; resolves to its exit code. */
export function verifyHub(hub: Hub): Promise<number> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NODE_ENV: 'production' as const, DATA_DIR: hub.dataDir, ...databases.get(hub) };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...FOR_SHORT_LIVES, bundledScript('scripts/ledger-verify.ts')], { env });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
