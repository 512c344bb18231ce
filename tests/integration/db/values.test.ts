import type { Db } from '@/lib/db';
import { openTestDb } from '@/tests/support/test-db';

const AT = new Date('2026-02-28T23:59:59.123Z');
const WORDS = ['', 'NULL', 'null', 'a,b', '{x}', '"quoted"', String.raw`back\slash`, 'line\nbreak', 'ünï \u{1F600}'];

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(async () => {
  await db.sql('DROP FUNCTION IF EXISTS made_later(integer)');
});

describe('values that are bound come back as they went', () => {
  it.each<[string, string | number | bigint | boolean | Date | null | string[]]>([
    ['text', 'ünï \u{1F600} "quoted" \\ \n'],
    ['text', ''],
    ['integer', -7],
    ['double precision', 0.1],
    ['boolean', true],
    ['boolean', false],
    ['timestamptz', AT],
    ['text[]', WORDS],
    ['text[]', []],
    ['uuid[]', ['0190d6d4-7a3f-7c4c-8f5e-000000000001']],
    ['text', null],
    ['text[]', null],
  ])('%s %j', async (type, value) => {
    expect(await db.sql(`SELECT $1::${type} AS value`, [value])).toEqual([{ value }]);
  });

  it('JSON is text on its way there, a long number on its way back', async () => {
    const given = { words: WORDS, deep: { n: 1.5, yes: true, none: null } };
    expect(await db.sql('SELECT $1::jsonb AS value', [JSON.stringify(given)])).toEqual([{ value: given }]);
    expect(await db.sql('SELECT $1::bigint::text AS value', [2n ** 62n])).toEqual([{ value: String(2n ** 62n) }]);
  });

  it('half a character is none, and moves no other value', async () => {
    const given = ['é\udc00', 'x\ud83d', ['\udc00é', 'y'], 'z'];
    const [row] = await db.sql('SELECT $1::text AS a, $2::text AS b, $3::text[] AS c, $4::text AS d', given);
    expect(row).toEqual({ a: 'é\ufffd', b: 'x\ufffd', c: ['\ufffdé', 'y'], d: 'z' });
  });

  it('nothing is NULL', async () => {
    const nothing = undefined as unknown as null;
    expect(await db.sql('SELECT $1::text AS value', [nothing])).toEqual([{ value: null }]);
  });

  it('many values, many rows, and rows without one', async () => {
    const values = Array.from({ length: 60 }, (_, index) => index);
    const text = `SELECT ${values.map((index) => `$${index + 1}::integer AS v${index}`).join(', ')}`;
    expect(Object.values((await db.sql(text, values))[0]!)).toEqual(values);
    expect(await db.sql('SELECT i FROM generate_series(1, 5000) i')).toHaveLength(5_000);
    expect(await db.sql('SELECT 1 AS one WHERE $1::boolean', [false])).toEqual([]);
    const long = 'x'.repeat(3_000_000);
    expect(await db.sql('SELECT $1::text AS long', [long])).toEqual([{ long }]);
  });
});

describe('a statement that fails', () => {
  it.each([
    ['SELEC 1', [], '42601'],
    ['SELECT $1::integer AS value', ['x'], '22P02'],
    ['SELECT 1 / $1::integer AS value', [0], '22012'],
    ['SELECT $1::integer AS value', [], expect.stringMatching(/^(?:08P01|42P02)$/)],
    ['SELECT $1::integer AS value; SELECT 2', [1], '42601'],
  ])('%s with %j says why, and the next one is answered', async (text, values, code) => {
    await expect(db.sql(text, values)).rejects.toMatchObject({ code });
    expect(await db.sql('SELECT abs($1::integer) AS answer', [-1])).toEqual([{ answer: 1 }]);
  });

  it('is only then prepared when it could be: a function may be made later, and made anew', async () => {
    const call = () => db.sql('SELECT made_later($1::integer) AS answer', [2]);
    await expect(call()).rejects.toMatchObject({ code: '42883' });
    await db.sql('CREATE FUNCTION made_later(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT 1 / (n - 2) $$');
    await expect(call()).rejects.toMatchObject({ code: '22012' });
    await expect(call()).rejects.toMatchObject({ code: '22012' });
    await db.sql(
      'CREATE OR REPLACE FUNCTION made_later(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n + 40 $$',
    );
    expect(await call()).toEqual([{ answer: 42 }]);
    await db.sql('DROP FUNCTION made_later(integer)');
    await expect(call()).rejects.toMatchObject({ code: '42883' });
    if (db.mode === 'server') return;
    // Of another type: what was prepared is of no use, and there is no other connection.
    await db.sql('CREATE FUNCTION made_later(n integer) RETURNS text LANGUAGE sql AS $$ SELECT $q$x$q$ $$');
    expect(await call().catch(call)).toEqual([{ answer: 'x' }]);
  });

  it.each([true, false])('undoes its transaction (driver alone: %s) and nothing of another', async (withoutModels) => {
    await db.sql('CREATE TABLE IF NOT EXISTS made_by_test (id integer PRIMARY KEY)');
    const work = db.transaction(
      async (tx) => {
        await tx.sql('INSERT INTO made_by_test VALUES ($1::integer)', [1]);
        await tx.sql('INSERT INTO made_by_test VALUES ($1::integer)', [1]);
      },
      { withoutModels },
    );
    const beside = Promise.all(Array.from({ length: 20 }, (_, id) => db.sql('SELECT abs($1::integer) AS id', [-id])));
    await expect(work).rejects.toMatchObject(withoutModels ? { code: '23505' } : {});
    expect(await beside).toHaveLength(20);
    expect(await db.sql('SELECT * FROM made_by_test')).toEqual([]);
    await db.sql('DROP TABLE made_by_test');
  });
});

describe('a database that is closed', () => {
  it('refuses what comes meanwhile and after, and every caller is told', async () => {
    if (db.mode === 'server') return;
    const own = await openTestDb();
    const closed = own.close();
    const asked: Promise<unknown>[] = [];
    for (let turn = 0; turn < 40; turn++) {
      asked.push(own.sql('SELECT $1::integer AS n', [turn]));
      await Promise.resolve();
    }
    const ends = await Promise.allSettled(asked);
    await closed;
    for (const end of ends) {
      if (end.status === 'rejected') expect(String(end.reason)).toMatch(/clos/);
    }
    expect(ends.at(-1)!.status).toBe('rejected');
    await expect(own.sql('SELECT 1 AS one')).rejects.toThrow(/clos/);
  });
});
