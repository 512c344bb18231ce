import type { Db } from '@/lib/db';
import { instrumentFunctions } from '@/tests/support/fault-functions';
import { instrumentPlpgsql } from '@/tests/support/fault-plpgsql';
import { openTestDb } from '@/tests/support/test-db';

/** Everything a body may hold that could lead a careless reader astray. */
const BODY = `
<<whole>>
DECLARE v_sum integer := 0; v_row record; v_text text := 'BEGIN; IF THEN LOOP';
BEGIN
  -- BEGIN; a comment is no statement;
  CREATE TEMP TABLE IF NOT EXISTS seen (n integer PRIMARY KEY) ON COMMIT DROP;
  INSERT INTO seen VALUES (1) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN v_sum := 1000; END IF;
  INSERT INTO seen VALUES (1) ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN 'found'; ELSIF (CASE WHEN p > 1 THEN true ELSE false END) THEN v_sum := v_sum + 1; ELSE v_sum := -1; END IF;
  FOR v_row IN SELECT generate_series(1, p) AS n LOOP
    CONTINUE WHEN v_row.n = 2;
    EXIT WHEN v_row.n > 4;
    v_sum := v_sum + v_row.n;
  END LOOP;
  WHILE v_sum < 20 LOOP v_sum := v_sum + 7; END LOOP;
  CASE WHEN v_sum > 25 THEN v_text := v_text || ';'; ELSE v_text := 'small'; END CASE;
  BEGIN
    PERFORM 1 / (p - 3);
  EXCEPTION WHEN division_by_zero THEN
    v_text := v_text || ' zero';
  END;
  RETURN v_text || ' ' || v_sum;
END whole`;

const define = (body: string) =>
  `CREATE OR REPLACE FUNCTION tricky(p integer) RETURNS text LANGUAGE plpgsql AS $tricky$ ${body} $tricky$`;

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});

const answers = async () => {
  const rows = await Promise.all(
    [0, 1, 2, 3, 5].map((p) => db.sql<{ answer: string }>('SELECT tricky($1::integer) AS answer', [p])),
  );
  return rows.map(([row]) => row?.answer);
};

it('leaves what a function does as it was, FOUND too', async () => {
  await db.sql(define(BODY));
  const plain = await answers();
  expect(plain).toContain('BEGIN; IF THEN LOOP; zero 26');
  const points = await instrumentFunctions(db);
  expect(await answers()).toEqual(plain);
  expect(points.filter(({ name }) => name.startsWith('tricky#')).length).toBeGreaterThan(20);
});

it('puts a point before every statement and at the end of every branch, and into every function that writes', async () => {
  const { points } = instrumentPlpgsql('tricky', BODY);
  const said = points.map(({ says }) => says);
  expect(said).toEqual(
    expect.arrayContaining(['INSERT INTO seen VALUES (', 'WHILE v_sum < 20 LOOP', '(end of the branch)']),
  );
  expect(said.filter((text) => text.startsWith('BEGIN ; a'))).toEqual([]);
  const functions = await db.sql<{ name: string }>(
    `SELECT DISTINCT p.proname AS name FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
       AND p.proname <> 'fault_point' AND strpos(p.prosrc, 'fault_point') = 0`,
  );
  expect(functions.map(({ name }) => name)).toEqual([]);
});

it('finds a new statement by itself', () => {
  const before = instrumentPlpgsql('tricky', BODY).points;
  const after = instrumentPlpgsql('tricky', BODY.replace('RETURN v_text', 'DELETE FROM seen; RETURN v_text')).points;
  expect(after).toHaveLength(before.length + 1);
  expect(after.map(({ says }) => says)).toContain('DELETE FROM seen');
});

it('refuses a body it does not understand', () => {
  expect(() => instrumentPlpgsql('broken', 'BEGIN IF true THEN RETURN 1;')).toThrow('function body');
  expect(() => instrumentPlpgsql('broken', 'SELECT 1')).toThrow('no BEGIN');
});
