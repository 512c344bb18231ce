import { beforeAll, expect, it } from '@jest/globals';
import type { Db } from '@/lib/db';
import { openTestDb } from '@/tests/support/test-db';

let db: Db;
const DIRECT = { withoutModels: true };
const INSERT = 'INSERT INTO marks (name) VALUES ($1::text) RETURNING name';
const marks = async (name: string) =>
  (await db.sql('SELECT 1 AS mark FROM marks WHERE name = $1::text', [name])).length;

beforeAll(async () => {
  db = await openTestDb();
  await db.sql('CREATE TABLE marks (name text NOT NULL CHECK (name <> $$bad$$))');
});

it('keeps all of its work, and answers what the work answers', async () => {
  const answer = await db.transaction(async (tx) => {
    await tx.sql(INSERT, ['kept']);
    // Inside one it is joined.
    return tx.transaction(async (inner) => (await inner.sql<{ name: string }>(INSERT, ['kept']))[0]?.name);
  }, DIRECT);
  expect(answer).toBe('kept');
  expect(await marks('kept')).toBe(2);
});

it('keeps nothing where the work fails, says why, and leaves the connection as it was', async () => {
  const failing = db.transaction(async (tx) => {
    await tx.sql(INSERT, ['undone']);
    throw new Error('thought better of it');
  }, DIRECT);
  await expect(failing).rejects.toThrow('thought better of it');
  await expect(db.transaction((tx) => tx.sql(INSERT, ['bad']), DIRECT)).rejects.toThrow(/check/);
  expect(await marks('undone')).toBe(0);
  await Promise.all(Array.from({ length: 30 }, () => db.transaction((tx) => tx.sql(INSERT, ['after']), DIRECT)));
  expect(await marks('after')).toBe(30);
});

it('is not taken for kept where a statement had failed and the work went on', async () => {
  const careless = db.transaction(async (tx) => {
    await tx.sql(INSERT, ['careless']);
    await tx.sql(INSERT, ['bad']).catch(() => undefined);
  }, DIRECT);
  await expect(careless).rejects.toThrow();
  expect(await marks('careless')).toBe(0);
});

it('sends nothing more once it is over: what is still under way has lost its connection', async () => {
  for (const end of ['kept', 'undone']) {
    let left: Db | undefined;
    await db
      .transaction(async (tx) => {
        left = tx;
        if (end === 'undone') throw new Error(end);
      }, DIRECT)
      .catch(() => undefined);
    await expect(left?.sql(INSERT, ['late'])).rejects.toThrow(/transaction is (over|closed)/i);
  }
  expect(await marks('late')).toBe(0);
});

it('has no models to ask', async () => {
  await expect(db.transaction((tx) => tx.prisma.user.count(), DIRECT)).rejects.toThrow('begun without models');
});

it('is done again where another one was in its way', async () => {
  await db.sql("INSERT INTO marks (name) VALUES ('a'), ('b')");
  let met = 0;
  const both = Promise.withResolvers<void>();
  const lock = (first: string, second: string) =>
    db.transaction(async (tx) => {
      await tx.sql('SELECT name FROM marks WHERE name = $1::text FOR UPDATE', [first]);
      // On the embedded database the second one begins only when the first is over.
      if (db.mode === 'embedded' || ++met === 2) both.resolve();
      await both.promise;
      await tx.sql('SELECT name FROM marks WHERE name = $1::text FOR UPDATE', [second]);
      return first;
    }, DIRECT);
  expect(await Promise.all([lock('a', 'b'), lock('b', 'a')])).toEqual(['a', 'b']);
});
