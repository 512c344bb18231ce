import { createHmac } from 'node:crypto';
import path from 'node:path';
import { createAi, type Ai } from '@/lib/ai';
import { systemClock, type Clock } from '@/lib/clock';
import type { Actor, Ctx, Log } from '@/lib/context';
import { acquireInstanceLock, migrate, openDb, type Db } from '@/lib/db';
import { getEnv, type AdAccounts, type Env } from '@/lib/env';
import { NOT_ASKED, type AdConsent } from '@/lib/format';
import { systemIds, type Ids } from '@/lib/ids';
import { createJobStats, type JobStats } from '@/lib/jobs';
import { createLimiter, setLimitsEnabled, type Limiter } from '@/lib/rate-limit';
import { createKv, type Kv } from '@/lib/redis';
import { createLiveRuns, openFileStore, type FileStore, type LiveRuns } from '@/lib/runs';
import { createSettings, settingsSchema, type SettingsReader, type SettingsStore } from '@/lib/settings';
import { judgeCache, judgePriceRules, unpricedModels } from '@/lib/tools';
import { keepAdSwitches } from './ad-switches';
import { judgeSettings } from './judge-settings';
import { createLog } from './log';
import { loadSecret } from './secret';

/** Everything one server process holds open. Requests get it through `makeCtx`. */
export interface Services {
  env: Env;
  db: Db;
  kv: Kv;
  limiter: Limiter;
  settings: SettingsReader;
  ai: Ai;
  files: FileStore;
  live: LiveRuns;
  log: Log;
  clock: Clock;
  ids: Ids;
  instanceId: string;
  /** The hub's accounts at ad networks. */
  adAccounts: AdAccounts;
  /** What this process did of the background work. */
  jobStats: JobStats;
  /** Signs sessions. */
  secret: string;
  /** HMAC-SHA-256 under the secret, base64url. */
  sign(text: string): string;
  /** Names of the migrations applied at this start. */
  migrated: string[];
  close(): Promise<void>;
}

const KEY = Symbol.for('megicai.services');
const holder = globalThis as { [KEY]?: Promise<Services> };

/** The services of this process, opened at the first call; every bundle of the application meets at globalThis. */
export function getServices(): Promise<Services> {
  holder[KEY] ??= openServices();
  return holder[KEY];
}

/** The address of the one instance that a hub without Redis allows. */
async function claimInstance(env: Env): Promise<() => Promise<void>> {
  if (!env.DATABASE_URL) return async () => {};
  const shared = Boolean(env.REDIS_URL ?? env.UPSTASH_REDIS_REST_URL);
  const release = await acquireInstanceLock(env.DATABASE_URL, !shared);
  if (release) return release;
  throw new Error(
    'Another instance uses this database. More than one instance needs REDIS_URL (or UPSTASH_REDIS_REST_URL) on every one of them.',
  );
}

/** Prices in config.yaml that no run could be charged by stop the start, as every wrong value there does. */
function checkPrices(env: Env): void {
  const defaults = settingsSchema.safeParse(env.settingsDefaults);
  const [wrong] = defaults.success ? judgePriceRules(defaults.data) : [];
  if (wrong) throw new Error(`config.yaml: settings.${wrong.path}: ${wrong.message}`);
}

async function openServices(): Promise<Services> {
  const env = getEnv();
  checkPrices(env);
  const log = createLog(env);
  const dataDir = path.resolve(/* turbopackIgnore: true */ env.DATA_DIR);
  const secret = await loadSecret(env.NEXTAUTH_SECRET, dataDir);
  const db = await openDb({ dataDir, url: env.DATABASE_URL, poolSize: env.DATABASE_POOL });
  let releaseInstance = async () => {};
  try {
    releaseInstance = await claimInstance(env);
    const migrations = path.resolve(/* turbopackIgnore: true */ 'prisma', 'migrations');
    const migrated = await migrate(db, migrations, (name) => log.info({ migration: name }, 'applying migration'));
    const kv = await createKv(env);
    const clock = systemClock;
    const opened: { settings?: SettingsStore } = {};
    const unchanged = {};
    const ai = createAi({ env, kv, clock, log, overrides: () => opened.settings?.current().models ?? unchanged });
    const settings: SettingsStore = await createSettings(
      db,
      env.settingsDefaults,
      (next) => {
        setLimitsEnabled(next.limits.enabled);
        keepAdSwitches(next.ads);
      },
      (next) => [...judgeSettings(next, settings.current(), ai), ...judgeCache(next)],
    );
    opened.settings = settings;
    for (const { path, message } of unpricedModels(settings.current(), ai.models())) {
      log.warn({ setting: path }, `a model is not available: ${message}`);
    }
    for (const { path, message } of ai.catalog.judge(settings.current().models, unchanged)) {
      log.warn({ setting: `models.${path}` }, `what is said of a model does not count: it ${message}`);
    }
    return {
      env,
      db,
      kv,
      limiter: createLimiter({ kv, log }),
      settings,
      ai,
      files: openFileStore(env, dataDir),
      live: createLiveRuns(),
      log,
      clock,
      ids: systemIds,
      instanceId: systemIds.uuid(),
      adAccounts: env,
      jobStats: createJobStats(),
      secret,
      sign: (text) => createHmac('sha256', secret).update(text).digest('base64url'),
      migrated,
      close: async () => {
        settings.stop();
        await kv.close();
        await db.close();
        await releaseInstance();
      },
    };
  } catch (error) {
    await releaseInstance();
    await db.close();
    throw error;
  }
}

/** Who asks and from where: what differs between two requests. */
export interface Caller {
  actor: Actor;
  requestId: string;
  address: string | null;
  device: string | null;
  country?: string | null;
  consent?: AdConsent;
}

/** The context of one request or job. */
export function makeCtx(services: Services, caller: Caller): Ctx {
  const { db, kv, clock, ids, log, settings, ai, files, live, instanceId, sign, adAccounts } = services;
  const { country = null, consent = NOT_ASKED } = caller;
  return {
    db,
    kv,
    clock,
    ids,
    log,
    settings,
    ai,
    files,
    live,
    instanceId,
    sign,
    adAccounts,
    ...caller,
    country,
    consent,
  };
}

/** The context of background work. */
export function makeSystemCtx(services: Services, job: string): Ctx {
  return makeCtx(services, {
    actor: { type: 'system', job },
    requestId: `job-${services.ids.uuid()}`,
    address: null,
    device: null,
  });
}
