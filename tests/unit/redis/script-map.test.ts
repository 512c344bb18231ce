import { createHash } from 'node:crypto';
import { createScriptMap } from '@/lib/redis/requester';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

test('Lua loses the line that plain Redis refuses, and its hash goes with it', () => {
  const map = createScriptMap();
  const script = '#!lua flags=allow-key-locking\nreturn 1\n';
  expect(map(['evalsha', sha1(script), 0])).toEqual(['evalsha', sha1(script), 0]);
  expect(map(['eval', script, 0])).toEqual(['eval', 'return 1\n', 0]);
  expect(map(['evalsha', sha1(script), 0])).toEqual(['evalsha', sha1('return 1\n'), 0]);
});

test('everything else passes as it is', () => {
  const map = createScriptMap();
  expect(map(['eval', 'return 2', 0])).toEqual(['eval', 'return 2', 0]);
  expect(map(['set', '#!lua x\n', 'y'])).toEqual(['set', '#!lua x\n', 'y']);
});
