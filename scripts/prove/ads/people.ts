import path from 'node:path';
import { cookieNames, sealToken } from '@/lib/auth';
import { migrate, openDb, type Db } from '@/lib/db';
import { sha256, systemIds } from '@/lib/ids';

/** Somebody who is signed in, from a device and an address of their own. */
export interface Person {
  cookie: string;
  address: string;
}

const USERS = `
  WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, email text, session uuid, hash text)),
  made AS (
    INSERT INTO users (id, email, email_normalized, referral_code, created_at)
    SELECT id, email, email, email, now() - interval '30 days' FROM given RETURNING id),
  wallets AS (INSERT INTO credit_wallets (user_id) SELECT id FROM made RETURNING user_id)
  INSERT INTO auth_sessions (id, user_id, token_hash, created_at, last_seen_at, expires_at)
  SELECT g.session, g.id, g.hash, now(), now(), now() + interval '10 days' FROM given g JOIN wallets w ON w.user_id = g.id
  RETURNING id`;

/** So many people with a session each, straight into the tables of a hub that is not running: nobody types a password. */
export async function signInMany(
  place: { dataDir: string; url?: string | undefined },
  secret: string,
  count: number,
): Promise<Person[]> {
  const db: Db = await openDb({ dataDir: place.dataDir, ...(place.url ? { url: place.url } : {}) });
  try {
    await migrate(db, path.resolve('prisma', 'migrations'));
    const rows = Array.from({ length: count }, (_, index) => {
      const [id, token] = [systemIds.uuid(), systemIds.token()];
      return { id, token, email: `watcher-${index}@prove.test`, session: systemIds.uuid(), hash: sha256(token) };
    });
    await db.sql(USERS, [JSON.stringify(rows.map(({ id, email, session, hash }) => ({ id, email, session, hash })))]);
    const name = cookieNames({}).session;
    return await Promise.all(
      rows.map(async ({ id, email, token }, index) => ({
        cookie: `${name}=${await sealToken(token, { id, email, name: null }, secret)}; device=prove-device-${String(index).padStart(8, '0')}`,
        address: `10.${20 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
      })),
    );
  } finally {
    await db.close();
  }
}
