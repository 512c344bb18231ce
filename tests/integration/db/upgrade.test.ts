import { randomUUID } from 'node:crypto';
import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { getCredits, grant, refund, refundRun, settle, verifyLedger } from '@/lib/credits';
import { migrate, type Db } from '@/lib/db';
import { ledgerWorld } from '@/tests/support/ledger-world';
import { temporaryDirectory } from '@/tests/support/temporary-directory';
import { openEmptyTestDb } from '@/tests/support/test-db';

const FOLDER = path.resolve('prisma', 'migrations');
const BEFORE_CREDIT_ENGINE = '20261121000400_account_tokens';
const BEFORE_LINKS = '20261125000300_fewer_looks';

/** A database as an earlier release left it. */
async function openEarlier(last: string): Promise<Db> {
  const folder = temporaryDirectory('megicai-earlier-');
  for (const name of await readdir(FOLDER)) {
    if (name <= last) await cp(path.join(FOLDER, name), path.join(folder, name), { recursive: true });
  }
  const db = await openEmptyTestDb();
  await migrate(db, folder);
  return db;
}

/** A grant, an open hold and a captured one, by the functions of then. */
async function liveEarlier(db: Db, userId: string, open: string, captured: string): Promise<void> {
  await db.sql(
    `SELECT ledger_grant($1::uuid, 'ad', 10000000, '2026-06-01T23:59:59.999Z', 'grant', 'ad', 'a', 'text', 'ad', 'a', '2026-03-01T12:00:00Z')`,
    [userId],
  );
  for (const [hold, amount] of [
    [open, 2_000_000],
    [captured, 5_000_000],
  ] as const) {
    await db.sql(
      `SELECT ledger_reserve($1::uuid, $2::uuid, $3::bigint, 'offer', $2::text, $2::uuid, '2026-03-01T12:05:00Z', '2026-03-01T12:00:01Z')`,
      [userId, hold, amount],
    );
  }
  await db.sql(`SELECT ledger_settle($1::uuid, 4000000, 'released', NULL, '2026-03-01T12:00:02Z')`, [captured]);
}

test('a ledger of the release before goes on: it verifies, its holds end, its events repeat, its captures can be refunded', async () => {
  const db = await openEarlier(BEFORE_CREDIT_ENGINE);
  const world = ledgerWorld(db);
  const userId = await world.newUser();
  const [open, captured] = [randomUUID(), randomUUID()];
  await liveEarlier(db, userId, open, captured);
  await migrate(db, FOLDER);
  const green = async () => expect((await verifyLedger({ ctx: world.ctx(), input: {} })).ok).toBe(true);
  await green();

  const ctx = world.ctx();
  const event = { externalSource: 'ad', externalId: 'a', ref: { type: 'ad' as const, id: 'a' }, reason: 'text' };
  const repeat = await grant({
    ctx,
    input: { userId, source: 'ad', amountMicro: 10_000_000n, expiresAt: null, ...event },
  });
  expect(repeat.outcome).toBe('repeated');
  expect((await settle({ ctx, input: { holdId: open, captureMicro: 1_000_000n } })).outcome).toBe('settled');
  const back = { amountMicro: null, reason: 'Sorry.', externalSource: 'refund', externalId: 'r' };
  expect((await refund({ ctx, input: { holdId: captured, ...back } })).outcome).toBe('refunded');
  expect(await getCredits({ ctx, input: { userId } })).toMatchObject({ available: 9, held: 0, debt: 0 });
  await green();
});

/** A run under way and one that has made a picture, by the functions of then. */
async function runEarlier(db: Db, userId: string, running: string, made: string): Promise<void> {
  await db.sql(
    `SELECT ledger_grant($1::uuid, 'ad', 30000000, NULL, 'grant', 'ad', 'a', 'text', 'ad', 'a', '2026-03-01T12:00:00Z')`,
    [userId],
  );
  for (const id of [running, made]) {
    await db.sql(
      `SELECT run_begin($1::uuid, $2::uuid, 'runs', $1::text, 'h', 'image-generation', 1, 'image', '{"prompt":"A fox"}', '{}', '{}',
        $1::text, NULL, 0, 5000000, $2::uuid, '2026-03-01T12:05:00Z', '2026-03-01T12:00:01Z')`,
      [id, userId],
    );
  }
  const picture = { id: randomUUID(), mediaType: 'image/png', bytes: 9, sha256: 's', storageKey: 'k' };
  await db.sql(
    `SELECT run_finish($1::uuid, 'succeeded', $2::jsonb, 'alpha', 'alpha/p', '[]', NULL, 5000000, 'released', NULL, NULL,
      '2026-03-01T12:00:09Z', $3::jsonb, false, 7)`,
    [made, JSON.stringify({ files: [picture] }), JSON.stringify([picture])],
  );
}

test('runs of the release before conversations and batches go on: they end, are refunded, and their files have a kind', async () => {
  const db = await openEarlier(BEFORE_LINKS);
  const world = ledgerWorld(db);
  const userId = await world.newUser();
  const [running, made] = [randomUUID(), randomUUID()];
  await runEarlier(db, userId, running, made);
  await migrate(db, FOLDER);
  const ctx = world.ctx();
  const green = async () => expect((await verifyLedger({ ctx, input: {} })).ok).toBe(true);
  await green();

  expect(await db.sql('SELECT kind, origin, name FROM files')).toEqual([{ kind: 'image', origin: 'run', name: null }]);
  const links = 'SELECT DISTINCT continues_id, conversation_id, comparison_id, batch_id, detached FROM runs';
  const none = { continues_id: null, conversation_id: null, comparison_id: null, batch_id: null };
  expect(await db.sql(links)).toEqual([{ ...none, detached: false }]);
  const end = { outcome: 'finished' };
  const [ended] = await db.sql<{ answer: object }>(
    `SELECT run_finish($1::uuid, 'failed', '{}', NULL, NULL, '[]', NULL, 0, 'expired', 'interrupted', 'provider_unavailable',
      '2026-03-01T12:06:00Z', NULL, true) AS answer`,
    [running],
  );
  expect(ended?.answer).toMatchObject(end);
  const back = { code: 'refunded_by_operator', reason: 'Sorry.', externalSource: 'problem', externalId: 'p' };
  expect((await refundRun({ ctx, input: { holdId: made, amountMicro: null, ...back } })).outcome).toBe('refunded');
  expect(await getCredits({ ctx, input: { userId } })).toMatchObject({ available: 30, held: 0, debt: 0 });
  await green();
});
