import { openDb, type Db } from '@/lib/db';
import { openTestDb } from '@/tests/support/test-db';

const CALL = 'SELECT twice($1::integer) AS answer';
// A call itself, so that it takes the way of the others.
const PREPARED = 'SELECT prepared() AS count';
const COUNT = `CREATE FUNCTION prepared() RETURNS integer LANGUAGE sql AS $$
  SELECT count(*)::integer FROM pg_prepared_statements WHERE name LIKE 'twice%' $$`;

const define = (db: Db, body: string) =>
  db.sql(`CREATE OR REPLACE FUNCTION twice(p integer) RETURNS integer LANGUAGE sql AS $$ SELECT ${body} $$`);

async function answers(db: Db, values: number[]): Promise<number[]> {
  const found: number[] = [];
  for (const value of values) found.push((await db.sql<{ answer: number }>(CALL, [value]))[0]?.answer ?? Number.NaN);
  return found;
}

it('answers a call as often as it is sent, prepared once for each connection', async () => {
  const db = await openTestDb();
  await db.sql(COUNT);
  await define(db, 'p * 2');
  expect(await answers(db, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
  // One after another takes the same connection again.
  expect(await db.sql(PREPARED)).toEqual([{ count: 1 }]);
});

it('calls the function as it is now, when a migration has replaced it meanwhile', async () => {
  const db = await openTestDb();
  await define(db, 'p * 2');
  await answers(db, [1, 2, 3, 4, 5, 6]);
  await db.sql('DROP FUNCTION twice(integer)');
  await define(db, 'p + p + 1');
  expect(await answers(db, [1])).toEqual([3]);
});

it('goes on after a call that failed', async () => {
  const db = await openTestDb();
  await define(db, '10 / p');
  await expect(answers(db, [0])).rejects.toThrow('division by zero');
  expect(await answers(db, [5])).toEqual([2]);
});

it('prepares nothing where the address names a pooler that does not keep statements', async () => {
  const server = process.env.TEST_DATABASE_URL;
  // The embedded database has no pooler.
  if (!server) return;
  const db = await openDb({ dataDir: null, url: `${server}?pgbouncer=true`, poolSize: 1 });
  await db.sql('SELECT abs($1::integer) AS answer', [-1]);
  expect(await db.sql(`SELECT name FROM pg_prepared_statements WHERE name LIKE 'abs%'`)).toEqual([]);
  await db.close();
});
