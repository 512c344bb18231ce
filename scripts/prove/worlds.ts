import { startHub, type Hub } from '../../tests/support/built-hub';
import { createServerDatabase } from '../../tests/support/server-template';
import { startServers } from '../setup/servers.mjs';

export interface World {
  /** "embedded" or "PostgreSQL and Redis". */
  name: string;
  /** What places a hub, or `ledger:verify`, on this world's data. */
  env: Record<string, string>;
  start(env?: Record<string, string>, dataDir?: string): Promise<Hub>;
}

/** The same proof on both databases; servers are started for the occasion. */
export async function onBothDatabases<T>(proof: (world: World) => Promise<T>): Promise<T[]> {
  const worldOf = (name: string, storage: Record<string, string>): World => ({
    name,
    env: storage,
    start: (env = {}, dataDir) => startHub({ dataDir, env: { ...env, ...storage } }),
  });
  const embedded = await proof(worldOf('embedded', {}));
  const servers = await startServers();
  try {
    const database = await createServerDatabase(servers.databaseUrl, 'megicai_proof');
    const storage = { DATABASE_URL: database.url, REDIS_URL: servers.redisUrl };
    return [embedded, await proof(worldOf('PostgreSQL and Redis', storage))];
  } finally {
    await servers.stop();
  }
}
