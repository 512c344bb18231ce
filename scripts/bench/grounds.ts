import { startHub, type Hub } from '../../tests/support/built-hub';
import { createServerDatabase } from '../../tests/support/server-template';
import { startServers } from '../setup/servers.mjs';
import { familyOf, HUB_CORE, LOAD_CORE, nameOf, onCore, parentOf, pin } from './cores';
import { startProvider, type LocalProvider } from './local-provider';

/** What every part shares. */
export interface Grounds {
  provider: LocalProvider;
  /** A hub on its core, with a database and a Redis database of its own. */
  hub(env: Record<string, string>): Promise<Hub>;
  /** An empty database of that hub kind, and where Redis is. */
  database(): Promise<{ DATABASE_URL: string; REDIS_URL: string }>;
  /** PostgreSQL with its backends of this moment, and Redis. */
  serverPids(): number[];
  stop(): Promise<void>;
}

/** One configured provider, asked first. */
export const asOpenAi = (url: string) => ({ OPENAI_API_KEY: 'local', OPENAI_BASE_URL: url });

/** Providers of one model each, tried in this order. */
export const asCompatible = (urls: Record<string, string>) => ({
  OPENAI_COMPATIBLE_SERVERS: JSON.stringify(
    Object.entries(urls).map(([id, baseUrl]) => ({ id, label: id, baseUrl, models: ['bench'] })),
  ),
});

/** PostgreSQL, Redis and the provider on the load's core, so that the other core is the hub's alone. */
export async function prepareGrounds(): Promise<Grounds> {
  pin(process.pid, LOAD_CORE);
  const provider = await startProvider();
  const servers = await startServers();
  // What this process starts stays on its core, with all that it forks; said again in case something widened it.
  const started = familyOf(process.pid);
  for (const pid of started) pin(pid, LOAD_CORE);
  const roots = started.filter(
    (pid) => /^(?:postgres|redis-server)$/.test(nameOf(pid)) && parentOf(pid) === process.pid,
  );
  let made = 0;
  const database = async () => {
    made += 1;
    const { url } = await createServerDatabase(servers.databaseUrl, `megicai_bench_${made}`);
    return { DATABASE_URL: url, REDIS_URL: `${servers.redisUrl}/${made}` };
  };
  return {
    provider,
    database,
    hub: async (env) => startHub({ env: { ...(await database()), ...env }, prefix: onCore(HUB_CORE) }),
    serverPids: () => roots.flatMap(familyOf),
    stop: async () => {
      provider.stop();
      await servers.stop();
    },
  };
}
