import { tidy } from '@/lib/db';
import { openTestDb } from '@/tests/support/test-db';

interface Figures {
  dead: number;
  pages: number;
  known: number;
}

const FIGURES = `
  SELECT s.n_dead_tup::integer AS dead, (pg_relation_size(s.relid) / 8192)::integer AS pages, c.reltuples::integer AS known
  FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.relname = 'worn'`;

it('does for the embedded database what autovacuum does on a server, and nothing twice', async () => {
  const db = await openTestDb();
  if (db.mode === 'server') {
    expect(await tidy(db)).toBeNull();
    return;
  }
  // What was counted is told at most once a second otherwise.
  const tell = () => db.sql('SELECT pg_stat_force_next_flush()').then(() => db.sql('SELECT 1 AS one'));
  const figures = async () => (await db.sql<Figures>(FIGURES))[0]!;
  while ((await tidy(db)) !== null) await tell();
  await db.sql('CREATE TABLE worn (id integer PRIMARY KEY, text text)');
  await db.sql(`INSERT INTO worn SELECT n, repeat('x', 100) FROM generate_series(1, 5000) n`);
  await tell();
  expect(await figures()).toMatchObject({ known: -1 });
  expect(await tidy(db)).toBe('public.worn');
  const { known, pages } = await figures();
  expect(known).toBe(5_000);
  await tell();
  expect(await tidy(db)).toBeNull();

  for (let round = 0; round < 4; round++) {
    await db.sql(`UPDATE worn SET text = repeat('y', 100)`);
    await tell();
    expect(await tidy(db)).toBe('public.worn');
    await tell();
  }
  // Twice the room of one set of rows, not five times.
  expect((await figures()).pages).toBeLessThanOrEqual(2 * pages + 2);
  expect(await figures()).toMatchObject({ dead: 0 });
  expect(await tidy(db)).toBeNull();

  // Of another schema, with a name that asks for quotes.
  await db.sql('CREATE SCHEMA other');
  await db.sql('CREATE TABLE other."Wo""rn" (id integer)');
  await db.sql('INSERT INTO other."Wo""rn" SELECT n FROM generate_series(1, 9000) n');
  await tell();
  expect(await tidy(db)).toBe('other."Wo""rn"');
});
