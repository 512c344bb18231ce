import { openDb, type Db } from '@/lib/db';
import { laneCount } from '@/lib/db/lanes';
import { createServerDatabase } from '@/tests/support/server-template';

const server = process.env.TEST_DATABASE_URL;
const MOD = 'SELECT mod($1::integer, $2::integer) AS rest';
const SLEEP = 'SELECT pg_sleep($1::float8)::text AS slept';
/** As many as the lanes take at once. */
const CROWD = 24;

it.each([
  [1, 0],
  [3, 0],
  [4, 1],
  [8, 2],
  [16, 3],
  [200, 3],
])('of %i connections %i are lanes', (poolSize, count) => {
  expect(laneCount(poolSize)).toBe(count);
});

// The embedded database is one connection by itself.
if (server) {
  let db: Db;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await createServerDatabase(server, `lanes_${process.pid}_${Math.floor(performance.now())}`);
    drop = made.drop;
    db = await openDb({ dataDir: null, url: made.url });
  }, 180_000);
  afterEach(async () => {
    await db.close();
    await drop();
  });

  const modulo = async (by: number, repeatable = false) => {
    const [row] = await db.sql<{ rest: number }>(MOD, [1_000_000, by], { repeatable });
    return row!.rest;
  };
  const others = (what: string) =>
    db.sql<{ count: number }>(
      `SELECT count(${what})::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'megicai' AND pid <> pg_backend_pid()`,
    );

  it('answers each of many calls with its own answer, over three connections', async () => {
    await Promise.all(Array.from({ length: CROWD }, () => modulo(1)));
    expect(await others('*')).toEqual([{ count: 3 }]);
    const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
    const answers = await Promise.all(numbers.map((number) => modulo(number)));
    expect(answers).toEqual(numbers.map((number) => 1_000_000 % number));
    // A machine that stands still for a moment may open one or two more.
    const [{ count = 0 } = {}] = await others('*');
    expect(count).toBeLessThan(8);
  });

  it('a call that fails hurts none that was sent before or behind it', async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => index % 3);
    const ends = await Promise.allSettled(numbers.map((number) => modulo(number)));
    expect(ends.map(({ status }) => status)).toEqual(
      numbers.map((number) => (number === 0 ? 'rejected' : 'fulfilled')),
    );
    expect(ends[0]).toMatchObject({ reason: { code: '22012' } });
    expect(await modulo(7)).toBe(1);
  });

  it('where all lanes stand still, others go around them', async () => {
    let ended = 0;
    const asleep = Array.from({ length: CROWD }, () => db.sql(SLEEP, [0.3]).then(() => void (ended += 1)));
    expect(await modulo(7)).toBe(1);
    // Behind the others of its lane it would be among the last.
    expect(ended).toBeLessThan(CROWD - 6);
    await Promise.all(asleep);
  });

  it('whatever was under way on connections that are lost is sent again where it may be, and new connections come', async () => {
    const asleep = Array.from({ length: CROWD }, () => db.sql(SLEEP, [0.2], { repeatable: true }));
    const told = db.sql(SLEEP, [0.3]).then(
      () => 'answered',
      () => 'told',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await others('pg_terminate_backend(pid)');
    expect(await Promise.all(asleep)).toHaveLength(CROWD);
    expect(['answered', 'told']).toContain(await told);
    expect(await modulo(7, true)).toBe(1);
  });

  it('closes behind the last answer', async () => {
    const url = (await db.sql<{ name: string }>('SELECT current_database()::text AS name'))[0]!.name;
    const again = await openDb({ dataDir: null, url: new URL(`/${url}`, server).toString() });
    const last = again.sql<{ slept: string }>(SLEEP, [0.2]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await again.close();
    expect(await last).toHaveLength(1);
  });
}
