import { createHash } from 'node:crypto';
import { createRedisKv } from '@/lib/redis/redis-kv';
import type { Wire } from '@/lib/redis/requester';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

/** A store that knows the scripts it was sent as text, until it forgets them. */
function scriptStore() {
  const known = new Set<string>();
  const asked: string[] = [];
  const wire: Wire = {
    command: async ([name, script, ...rest]) => {
      asked.push(String(name));
      if (name === 'EVAL') known.add(sha1(String(script)));
      else if (!known.has(String(script))) throw new Error('NOSCRIPT No matching script. Please use EVAL.');
      if (rest.includes('fails')) throw new Error('ERR it failed');
      return rest;
    },
    requester: { request: async () => ({ result: undefined }) },
    subscribe: () => () => {},
    close: async () => {},
  };
  return { asked, forget: () => known.clear(), script: createRedisKv('redis', wire).script! };
}

test('Lua goes as text once, and by its hash from then on', async () => {
  const { asked, forget, script } = scriptStore();
  expect(await script('return 1', ['a', 'b'], ['x', 2])).toEqual([2, 'a', 'b', 'x', 2]);
  await script('return 1', ['a'], []);
  await script('return 2', ['a'], []);
  expect(asked).toEqual(['EVALSHA', 'EVAL', 'EVALSHA', 'EVALSHA', 'EVAL']);
  // A restart of the store forgets them all.
  forget();
  asked.length = 0;
  expect(await script('return 1', ['a'], [])).toEqual([1, 'a']);
  expect(asked).toEqual(['EVALSHA', 'EVAL']);
});

test('what the script itself complains of is a failure, and is not sent again', async () => {
  const { asked, script } = scriptStore();
  await script('return 1', ['a'], []);
  asked.length = 0;
  await expect(script('return 1', ['a'], ['fails'])).rejects.toThrow('it failed');
  expect(asked).toEqual(['EVALSHA']);
});
