import { Client } from 'pg';

/** Any number, the same in every instance. */
const INSTANCE_LOCK = 772_033_915;
const TRIES = 10;

/**
 * Keeps a connection open that tells other instances we are here; the server drops it with our process.
 * `exclusive` is for an instance that cannot share its limits and locks (no Redis).
 * Resolves to the release, or null when another instance is in the way.
 */
export async function acquireInstanceLock(url: string, exclusive: boolean): Promise<(() => Promise<void>) | null> {
  const client = new Client({ connectionString: url, application_name: 'megicai instance' });
  client.on('error', () => undefined);
  await client.connect();
  const take = exclusive ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared';
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // A process that has just been killed may still be seen for a moment.
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 300));
    const { rows } = await client.query<{ taken: boolean }>(`SELECT ${take}($1::bigint) AS taken`, [INSTANCE_LOCK]);
    if (rows[0]?.taken) return () => client.end();
  }
  await client.end();
  return null;
}
