import { createKv, type Kv, type KvEnv } from '@/lib/redis';

/** Half a minute for a command: what a busy machine is late with is not what these suites are about. */
export const PATIENT_STORE_MS = 30_000;

/** The store that `env` names; in process without a name. */
export const openKv = (env: Partial<KvEnv> = {}): Promise<Kv> =>
  createKv({ REDIS_TIMEOUT_MS: PATIENT_STORE_MS, ...env });
