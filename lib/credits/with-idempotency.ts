import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { AppError, invalidField } from '@/lib/errors';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [member: string]: JsonValue };

export interface IdempotencyScope {
  ctx: Ctx;
  /** Actor and route, as in `user:<id>:process-request`: keys of others never meet. */
  scope: string;
  /** The client's key, 1-255 characters. */
  key: string;
  /** SHA-256 of the canonical JSON of the input. */
  requestHash: string;
  /** `work` asks none of Prisma's models: see `Sending`. */
  withoutModels?: boolean;
}

/** Whether a client's key may be one. */
export const isKey = (key: string): boolean => key.length >= 1 && key.length <= 255;

/** The row is the lock: a second call under the same key waits here until the first has committed or failed. */
const CLAIM = `
  INSERT INTO idempotency_keys AS k (scope, key, request_hash, status, result, created_at, expires_at)
  VALUES ($1::text, $2::text, $3::text, 200, 'null'::jsonb, $4::timestamptz, $4::timestamptz + interval '7 days')
  ON CONFLICT (scope, key) DO UPDATE
    SET request_hash = excluded.request_hash, status = excluded.status, result = excluded.result,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE k.expires_at <= excluded.created_at
  RETURNING 1 AS claimed`;

/**
 * Does `work` once per scope and key for 7 days: its record, with its result, is in the same database transaction.
 * A repeat gets the stored result and `repeated: true`; a call in flight under the same key is joined. What `work`
 * throws undoes everything and leaves no record, so the key may be used again.
 * @throws AppError idempotency_mismatch when the key was used with another input.
 */
export async function withIdempotency<Result extends JsonValue>(
  { ctx, scope, key, requestHash, withoutModels = false }: IdempotencyScope,
  work: (tx: Ctx) => Promise<Result>,
): Promise<{ result: Result; repeated: boolean }> {
  if (!isKey(key)) throw invalidField('Idempotency-Key', 'must have 1 to 255 characters');
  const once = async (db: Db) => {
    const claimed = await db.sql<{ claimed: number }>(CLAIM, [scope, key, requestHash, ctx.clock.now()]);
    if (claimed.length === 0) {
      const [earlier] = await db.sql<{ hash: string; result: Result }>(
        'SELECT request_hash AS hash, result FROM idempotency_keys WHERE scope = $1::text AND key = $2::text',
        [scope, key],
      );
      // The claim has locked the row it met, so nobody can have removed it since.
      if (!earlier) throw new Error('an idempotency record vanished under its lock');
      if (earlier.hash !== requestHash) {
        throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used with another input.');
      }
      return { result: earlier.result, repeated: true };
    }
    const result = await work(withCtx(ctx, { db }));
    await db.sql(
      'UPDATE idempotency_keys SET result = $3::jsonb WHERE scope = $1::text AND key = $2::text RETURNING key',
      [scope, key, JSON.stringify(result)],
    );
    return { result, repeated: false };
  };
  // A commit whose answer was lost is met again as a repeat of itself.
  return ctx.db.transaction(once, { repeatable: true, withoutModels });
}
