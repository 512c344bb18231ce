import type { Db } from '@/lib/db';
import { parseEnv, type Env } from '@/lib/env';
import { createJobStats } from '@/lib/jobs';
import { createLimiter, type Limiter } from '@/lib/rate-limit';
import { createMemoryKv } from '@/lib/redis';
import type { Services } from '@/lib/server';
import { makeTestCtx, type TestCtxOptions } from './test-ctx';

export interface TestServicesOptions extends TestCtxOptions {
  env?: Partial<Env>;
  limiter?: Limiter;
}

const KEY = Symbol.for('megicai.services');

/** Puts services over `db` where the application looks for them, so that real route handlers serve a test. */
export function useTestServices(db: Db, { env, limiter, ...options }: TestServicesOptions = {}): Services {
  const { clock, ids, log, settings, ai, files, live, instanceId, sign } = makeTestCtx(db, options);
  const kv = options.kv ?? createMemoryKv();
  const complete = { ...parseEnv({ NODE_ENV: 'test' }), ...env };
  const services: Services = {
    env: complete,
    adAccounts: complete,
    db,
    kv,
    limiter: limiter ?? createLimiter({ kv, log }),
    settings,
    ai,
    files,
    live,
    log,
    clock,
    ids,
    instanceId,
    jobStats: createJobStats(),
    sign,
    secret: 'a secret that only this test knows',
    migrated: [],
    close: async () => {},
  };
  Object.assign(globalThis, { [KEY]: Promise.resolve(services) });
  return services;
}

/** Takes them away again. */
export function dropTestServices(): void {
  Reflect.deleteProperty(globalThis, KEY);
}
