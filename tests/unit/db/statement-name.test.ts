import { keepsStatements, statementNames } from '@/lib/db/statement-name';

const CALL = 'SELECT ledger_settle($1::uuid, $2::bigint) AS answer';

it('names a call of a stored function by its text, the same in every process', () => {
  const name = statementNames()(CALL);
  expect(name).toMatch(/^ledger_settle_[0-9a-f]{16}$/);
  expect(statementNames()(CALL)).toBe(name);
});

it('names another text otherwise, also when only a cast differs', () => {
  const nameOf = statementNames();
  expect(nameOf(CALL.replace('bigint', 'integer'))).not.toBe(nameOf(CALL));
});

it.each([
  ['over several lines', 'SELECT run_begin($1::uuid,\n  $2::text) AS answer'],
  ['on a condition that is one, too', 'SELECT run_begin($1::uuid) AS answer WHERE session_lives($2::uuid)'],
  ['with its answer cast', 'SELECT ledger_expire_user($1::uuid, $2::timestamptz)::text AS expired'],
])('names a call %s', (_case, text) => {
  expect(statementNames()(text)).toBeDefined();
});

it.each([
  ['that reads a table', 'SELECT count(*) AS count FROM runs WHERE user_id = $1::uuid'],
  ['that reads a function as a table', 'SELECT answer FROM run_finish($1::uuid) AS answer'],
  ['that writes', 'DELETE FROM idempotency_keys WHERE scope = $1::text'],
  ['that calls two functions', 'SELECT a($1::uuid) AS a, b($1::uuid) AS b'],
  ['on a condition that reads a table', 'SELECT a($1::uuid) AS a WHERE EXISTS (SELECT 1 FROM runs)'],
  ['without a call', 'SELECT 1 AS one'],
])('leaves a statement %s without a name', (_case, text) => {
  expect(statementNames()(text)).toBeUndefined();
});

it('keeps names within what PostgreSQL tells apart', () => {
  const name = statementNames()(`SELECT ${'a'.repeat(63)}($1::uuid) AS answer`);
  expect(name?.length).toBeLessThanOrEqual(63);
});

it('stops naming after 64 texts, and goes on knowing those', () => {
  const nameOf = statementNames();
  const texts = Array.from({ length: 65 }, (_, index) => `SELECT f($${index + 1}::uuid) AS answer`);
  const names = texts.map(nameOf);
  expect(names[63]).toBeDefined();
  expect(names[64]).toBeUndefined();
  expect(nameOf(String(texts[0]))).toBe(names[0]);
});

it.each([
  ['postgresql://hub@db/hub', true],
  ['postgresql://hub@db/hub?sslmode=require', true],
  ['postgresql://hub@pgbouncer/hub', true],
  ['postgresql://hub@db/hub?pgbouncer=false', true],
  ['postgresql://hub@db/hub?pgbouncer=true', false],
  ['postgresql://hub@db/hub?sslmode=require&pgbouncer=true', false],
])('knows of %s whether its connections keep statements: %s', (url, kept) => {
  expect(keepsStatements(url)).toBe(kept);
});
