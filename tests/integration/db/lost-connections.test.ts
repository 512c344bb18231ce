import { openDb, type Db } from '@/lib/db';
import { chaosDb } from '@/tests/support/chaos-db';
import { oneFault, type Decide, type FaultKind } from '@/tests/support/chaos-plan';
import { openChaosProxy, type ChaosProxy } from '@/tests/support/chaos-proxy';
import { atEndOfFile } from '@/tests/support/cleanup';
import { createServerDatabase } from '@/tests/support/server-template';
import { openTestDb } from '@/tests/support/test-db';

const SERVER = process.env.TEST_DATABASE_URL;
let decide: Decide = () => null;
let db: Db;
let calm: Db;

beforeAll(async () => {
  if (!SERVER) {
    calm = await openTestDb();
    db = chaosDb(calm, (statement) => decide(statement));
  } else {
    const { url, drop } = await createServerDatabase(SERVER, `megicai_lost_${process.pid}`);
    atEndOfFile(drop);
    const proxy: ChaosProxy = await openChaosProxy(url, (statement) => decide(statement));
    // One connection: whoever waits gets the very one that has just been used.
    db = await openDb({ dataDir: null, url: proxy.url, poolSize: 1 });
    calm = await openDb({ dataDir: null, url, poolSize: 1 });
    atEndOfFile(async () => {
      await Promise.all([db.close(), calm.close()]);
      await proxy.close();
    });
  }
  await calm.sql('CREATE TABLE marks (name text NOT NULL)');
});
afterEach(() => {
  decide = () => null;
});

const INSERT = 'INSERT INTO marks (name) VALUES ($1::text) RETURNING name';
const marks = async (name: string) =>
  (await calm.sql('SELECT 1 AS mark FROM marks WHERE name = $1::text', [name])).length;
const losing = (kind: FaultKind, text: string) => {
  const fault = oneFault(kind, (sql) => sql.startsWith(text));
  decide = fault;
  return fault;
};

it('never sends a statement again that may have happened, unless its caller says that it can be repeated', async () => {
  losing('lost', 'INSERT');
  await expect(db.sql(INSERT, ['once'])).rejects.toThrow();
  expect(await marks('once')).toBe(1);
  losing('cut', 'INSERT');
  await expect(db.sql(INSERT, ['never'])).rejects.toThrow();
  expect(await marks('never')).toBe(0);
});

it('sends a repeatable statement again after a lost answer, and after a lost question', async () => {
  losing('lost', 'INSERT');
  await db.sql(INSERT, ['twice'], { repeatable: true });
  expect(await marks('twice')).toBe(2);
  losing('cut', 'INSERT');
  await db.sql(INSERT, ['again'], { repeatable: true });
  expect(await marks('again')).toBe(1);
});

it('gives up after a few sendings', async () => {
  let sendings = 0;
  decide = ({ text }) => (text.startsWith('INSERT') && ++sendings ? 'cut' : null);
  await expect(db.sql(INSERT, ['unlucky'], { repeatable: true })).rejects.toThrow();
  expect(sendings).toBe(4);
  expect(await marks('unlucky')).toBe(0);
});

it.each([
  ['with models', false],
  ['of the driver alone', true],
])(
  'does a repeatable transaction %s again whose commit got no answer, and no other one',
  async (how, withoutModels) => {
    const insert = (name: string, repeatable: boolean) =>
      db.transaction((tx) => tx.sql(INSERT, [`${name} ${how}`]), { repeatable, withoutModels });
    losing('lost', 'COMMIT');
    await insert('committed twice', true);
    expect(await marks(`committed twice ${how}`)).toBe(2);
    losing('lost', 'COMMIT');
    await expect(insert('committed once', false)).rejects.toThrow();
    expect(await marks(`committed once ${how}`)).toBe(1);
    losing('cut', 'INSERT');
    await insert('begun twice', true);
    expect(await marks(`begun twice ${how}`)).toBe(1);
    losing('cut', 'INSERT');
    await expect(insert('never', false)).rejects.toThrow();
    expect(await marks(`never ${how}`)).toBe(0);
  },
);

it('lives on when the server ends a connection in the moment in which it changes hands', async () => {
  const fault = losing('ended', 'INSERT');
  const [first, waiting] = await Promise.allSettled([
    db.sql(INSERT, ['handed over']),
    db.transaction((tx) => tx.sql(INSERT, ['waiting'])),
  ]);
  expect(fault.hit()).toBe(true);
  expect(await marks('handed over')).toBe(1);
  expect(first.status).toBe(SERVER ? 'fulfilled' : 'rejected');
  // It got the dying connection, or a new one: either way its mark is there exactly when it was told so.
  expect(await marks('waiting')).toBe(waiting.status === 'fulfilled' ? 1 : 0);
  await db.sql(INSERT, ['after']);
  expect(await marks('after')).toBe(1);
});
