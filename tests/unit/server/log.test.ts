import { WireError } from '@/lib/ai/wire/wire-error';
import { createLog } from '@/lib/server/log';

function lineOf(err: unknown): string {
  let line = '';
  createLog({ LOG_LEVEL: 'info' }, { write: (text) => void (line += text) }).info({ err }, 'it failed');
  return line;
}

test('an error of a provider is logged without its answer, which may quote our key', () => {
  const body = JSON.stringify({ error: { message: 'bad key sk-secret' } });
  const line = lineOf(new Error('no list', { cause: new WireError(401, { 'x-asked': 'sk-secret' }, body) }));
  expect(line).toContain('the provider answered 401');
  expect(line).not.toContain('sk-secret');
  expect(lineOf(new WireError(401, {}, body))).not.toContain('sk-secret');
});

test('an error of the database is logged without the values of its statement', () => {
  const error = Object.assign(new Error('out of range'), {
    ...{ code: '22003', params: ['what somebody wrote'], detail: 'Failing row contains (what somebody wrote).' },
  });
  const line = lineOf(error);
  expect(line).toContain('22003');
  expect(line).toContain('log.test.ts');
  expect(line).not.toContain('somebody');
});

test('what is thrown and no error says nothing but its type', () => {
  expect(lineOf('sk-secret')).not.toContain('sk-secret');
});
