import { beforeAll, describe, expect, it } from '@jest/globals';
import { allAnswered, type Db } from '@/lib/db';
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

describe.each([
  ['by the driver', DIRECT],
  ['with models', {}],
])('statements for its end, %s', (_case, how) => {
  const rank = async (name: string) =>
    (await db.sql<{ place: string }>('SELECT place FROM places WHERE name = $1::text ORDER BY id', [name])).map(
      ({ place }) => place,
    );
  const PLACE = 'INSERT INTO places (name, place) VALUES ($1::text, $2::text)';
  const name = () => crypto.randomUUID();
  beforeAll(() =>
    db.sql('CREATE TABLE IF NOT EXISTS places (id serial, name text, place text CHECK (place <> $$bad$$))'),
  );

  it('come after all others, in their order, and those of a part of the work at its end', async () => {
    const own = name();
    const put = (place: string): [string, string[], { prepared: true }] => [PLACE, [own, place], { prepared: true }];
    await db.transaction(async (tx) => {
      tx.sendLast(...put('last'));
      tx.sendLast(...put('very last'));
      await tx.transaction(async (inner) => {
        inner.sendLast(...put('second'));
        await inner.sql(...put('first'));
      });
      await tx.sql(...put('third'));
    }, how);
    expect(await rank(own)).toEqual(['first', 'second', 'third', 'last', 'very last']);
  });

  it('undo all of it where one fails, whose words are told', async () => {
    const own = name();
    const failing = db.transaction(async (tx) => {
      tx.sendLast(PLACE, [own, 'before']);
      tx.sendLast(PLACE, [own, 'bad']);
      tx.sendLast(PLACE, [own, 'behind']);
      await tx.sql(PLACE, [own, 'work']);
    }, how);
    await expect(failing).rejects.toThrow(/check/);
    expect(await rank(own)).toEqual([]);
    await db.transaction((tx) => tx.sql(PLACE, [own, 'again']), how);
    expect(await rank(own)).toEqual(['again']);
  });

  it('are not sent where the work fails', async () => {
    const own = name();
    const failing = db.transaction(async (tx) => {
      tx.sendLast(PLACE, [own, 'last']);
      throw new Error('thought better of it');
    }, how);
    await expect(failing).rejects.toThrow('thought better of it');
    expect(await rank(own)).toEqual([]);
  });
});

it('answers statements that are on the way at once each with its own, and fails with the first that did', async () => {
  const twice = (n: number): [string, number[]] => ['SELECT $1::integer * 2 AS twice', [n]];
  const answers = await db.transaction(
    (tx) => allAnswered([1, 2, 3, 4].map((n) => tx.sql<{ twice: number }>(...twice(n)))),
    DIRECT,
  );
  expect(answers.map(([row]) => row?.twice)).toEqual([2, 4, 6, 8]);
  const failing = db.transaction(
    (tx) => allAnswered([tx.sql(INSERT, ['beside']), tx.sql(INSERT, ['bad']), tx.sql('SELECT no_such_column')]),
    DIRECT,
  );
  await expect(failing).rejects.toThrow(/check/);
  expect(await marks('beside')).toBe(0);
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
