import { randomBytes } from 'node:crypto';
import { seedOperator } from '@/lib/auth';
import { finishBatches, stopBatches } from '@/lib/batches';
import { startJobs } from '@/lib/jobs';
import { stopAll } from '@/lib/tools';
import { getServices, makeSystemCtx, type Services } from './services';

const FIRST_RUN = Symbol.for('megicai.firstRun');
const BOOTED = Symbol.for('megicai.booted');
const SHUTDOWN = Symbol.for('megicai.shutdown');
const EMBEDDED_OPERATOR = 'operator@megicai.local';

/** The operator's account, made while there is none. Its password is shown once, by the start script. */
async function ensureOperator(services: Services): Promise<void> {
  const { env, db } = services;
  const ctx = makeSystemCtx(services, 'boot');
  if (await db.prisma.user.findFirst({ where: { role: 'admin' }, select: { id: true } })) return;
  if (env.DATABASE_URL && !(env.ADMIN_EMAIL && env.ADMIN_PASSWORD)) {
    throw new Error('ADMIN_EMAIL and ADMIN_PASSWORD are required for the first start on a database server.');
  }
  const email = env.ADMIN_EMAIL ?? EMBEDDED_OPERATOR;
  const password = env.ADMIN_PASSWORD ?? randomBytes(12).toString('base64url');
  const created = await seedOperator({ ctx, input: { email, password } });
  if (created) Object.assign(globalThis, { [FIRST_RUN]: { email, password: env.ADMIN_PASSWORD ? null : password } });
}

async function bringUp(): Promise<void> {
  const services = await getServices();
  await ensureOperator(services);
  const jobs = startJobs({ services, databaseUrl: services.env.DATABASE_URL, stats: services.jobStats });
  let stopping: Promise<void> | undefined;
  const shutdown = () => {
    stopping ??= (async () => {
      const ctx = makeSystemCtx(services, 'shutdown');
      stopBatches({ ctx });
      // The heartbeat goes on until each run is stored: other instances would sweep the runs of one that said goodbye.
      await stopAll({ ctx, input: { reason: 'server_stopping' } });
      await finishBatches({ ctx });
      await jobs.stop();
      await services.close();
    })();
    return stopping;
  };
  Object.assign(globalThis, { [SHUTDOWN]: shutdown });
}

/**
 * Brings the hub up once per process: services, operator, background work, and the way to stop it cleanly.
 * Next does not wait for it before it says that it is ready; the start script waits for this promise.
 */
export function boot(): Promise<void> {
  const holder = globalThis as { [BOOTED]?: Promise<void> };
  holder[BOOTED] ??= bringUp();
  return holder[BOOTED];
}
