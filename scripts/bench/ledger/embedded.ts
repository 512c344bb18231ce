import { openDb } from '@/lib/db';
import { embeddedSnapshot } from '../../../tests/support/embedded-template';
import { GRANT_MICRO, userId } from './population';
import { grant } from '@/lib/credits';
import { ctxOver, usesPerSecond } from './verbs';

const USERS = 100;

/** Uses per second on PGlite in memory: one process, one connection. */
export async function embeddedUses(seconds: number): Promise<number> {
  const db = await openDb({ dataDir: null, snapshot: await embeddedSnapshot() });
  try {
    for (let n = 1; n <= USERS; n++) {
      await db.sql(
        `WITH u AS (INSERT INTO users (id, email, email_normalized, referral_code) VALUES ($1::uuid, $2::text, $2::text, $2::text) RETURNING id)
         INSERT INTO credit_wallets (user_id) SELECT id FROM u`,
        [userId(n), `${n}@bench.test`],
      );
      const ctx = ctxOver(db, { type: 'system', job: 'bench' });
      const ref = { type: 'user', id: userId(n) } as const;
      const outside = { externalSource: 'bench', externalId: String(n) };
      await grant({
        ctx,
        input: { userId: userId(n), source: 'bonus', amountMicro: GRANT_MICRO, expiresAt: null, ref, ...outside },
      });
    }
    await usesPerSecond(db, USERS, 16, 1);
    return await usesPerSecond(db, USERS, 16, seconds);
  } finally {
    await db.close();
  }
}
