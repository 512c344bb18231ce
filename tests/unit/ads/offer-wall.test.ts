import { expect, it } from '@jest/globals';
import { offerWall } from '@/lib/ads';
import type { UserActor } from '@/lib/context';
import type { Db } from '@/lib/db';
import { parseEnv } from '@/lib/env';
import { makeTestCtx } from '../../support/test-ctx';

const USER = '0198a000-0000-7000-8000-000000000001';
const person: UserActor = { type: 'user', userId: USER, sessionId: USER, role: 'user', plan: 'free' };

function wallOf(url: string | undefined, { actor = person, enabled = true } = {}) {
  const adAccounts = parseEnv({ OFFERWALL_SECRET: 'a secret that is long enough', ...(url && { OFFERWALL_URL: url }) });
  const settingsTree = { ads: { networks: { offerwall: { enabled } } } };
  return offerWall({ ctx: makeTestCtx({} as Db, { actor, adAccounts, settingsTree }) });
}

it('the way to the wall names the user, wherever the network wants it', () => {
  expect(wallOf('https://wall.example/?uid={user}&app=1')).toEqual({ url: `https://wall.example/?uid=${USER}&app=1` });
  expect(wallOf('https://wall.example/{user}?sub={user}')).toEqual({ url: `https://wall.example/${USER}?sub=${USER}` });
});

it('there is no way without an account, switched off, for premium accounts and for guests', () => {
  const url = 'https://wall.example/?uid={user}';
  expect(wallOf(undefined)).toBeNull();
  expect(wallOf(url, { enabled: false })).toBeNull();
  expect(wallOf(url, { actor: { ...person, plan: 'premium' } })).toBeNull();
  expect(() => wallOf(url, { actor: { type: 'guest' } as never })).toThrow('Sign in');
});
