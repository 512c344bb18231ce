import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseEnv } from '@/lib/env';
import type { Watcher } from '../../support/ad-world';
import { callbackWorld, type CallbackWorld } from '../../support/callback-world';
import { dropTestServices, useTestServices } from '../../support/test-services';
import type { AdmobSigner } from '../../support/wire/admob-key-server';

let world: CallbackWorld;
let user: Watcher;

beforeAll(async () => {
  world = await callbackWorld();
});
beforeEach(async () => {
  user = await world.watcher();
});
afterEach(async () => {
  world.keys.recover();
  expect(await world.verify()).toMatchObject({ ok: true });
  // What was asked for is old then, and every test begins with an empty ring.
  world.clock.advance(2 * 86_400_000);
});
afterAll(async () => {
  dropTestServices();
  await world.keys.close();
});

const HOUR = 3_600_000;

/** A callback of a session of its own: answers and credits. */
async function told(signer?: AdmobSigner) {
  const before = await user.available();
  const session = await world.appSession(user, 'image');
  const heard = await world.admob(world.signed(world.parameters(session, user.userId), signer));
  await world.db.sql(
    "UPDATE ad_sessions SET state = 'cancelled' WHERE id = $1::uuid AND state = 'active' RETURNING id",
    [session.id],
  );
  return { ...heard, earned: (await user.available()) - before };
}
const PAID = { status: 200, outcome: 'paid', earned: 10 };
const FORGED = { status: 403, code: 'forbidden', earned: 0 };
const DOWN = { status: 503, code: 'provider_unavailable', earned: 0, retryAfter: '5' };

describe('the keys of AdMob', () => {
  it('are asked for once, and not again for a day less an hour', async () => {
    const asked = world.keys.asked();
    expect(await told()).toMatchObject(PAID);
    world.clock.advance(11 * HOUR);
    expect(await told()).toMatchObject(PAID);
    expect(world.keys.asked() - asked).toBe(1);
  });

  it('that nobody has published sign nothing, and make us ask once a minute at most', async () => {
    expect(await told()).toMatchObject(PAID);
    const asked = world.keys.asked();
    world.clock.advance(61_000);
    for (let turn = 0; turn < 5; turn += 1) expect(await told(world.keys.stranger())).toMatchObject(FORGED);
    expect(world.keys.asked() - asked).toBe(1);
    expect(await told()).toMatchObject(PAID);
  });

  it('that are new are found by asking again; the old ones go on', async () => {
    const old = world.keys.signer();
    expect(await told()).toMatchObject(PAID);
    world.clock.advance(61_000);
    expect(await told(world.keys.rotate())).toMatchObject(PAID);
    expect(await told(old)).toMatchObject(PAID);
  });

  it('that were withdrawn count no longer than the list is kept', async () => {
    const old = world.keys.signer();
    expect(await told()).toMatchObject(PAID);
    world.keys.rotate({ dropOld: true });
    world.clock.advance(24 * HOUR);
    expect(await told(old)).toMatchObject(FORGED);
    expect(await told()).toMatchObject(PAID);
  });

  it('of another curve are no keys of these callbacks', async () => {
    expect(await told()).toMatchObject(PAID);
    world.clock.advance(61_000);
    expect(await told(world.keys.rotate({ curve: 'secp384r1' }))).toMatchObject(FORGED);
    world.clock.advance(61_000);
    expect(await told(world.keys.rotate({ curve: 'secp256k1' }))).toMatchObject(FORGED);
    world.clock.advance(61_000);
    expect(await told(world.keys.rotate())).toMatchObject(PAID);
  });

  it('belong to their numbers', async () => {
    const first = world.keys.rotate();
    const second = world.keys.rotate();
    expect(await told({ keyId: first.keyId, sign: second.sign })).toMatchObject(FORGED);
    expect(await told(second)).toMatchObject(PAID);
  });
});

describe('while the key server is down', () => {
  it('what is known goes on, until it is too old', async () => {
    expect(await told()).toMatchObject(PAID);
    world.keys.fail();
    world.clock.advance(22 * HOUR);
    expect(await told()).toMatchObject(PAID);
    world.clock.advance(HOUR);
    expect(await told()).toMatchObject(DOWN);
    world.keys.recover();
    world.clock.advance(6_000);
    expect(await told()).toMatchObject(PAID);
  });

  it('a key that is not known may be a new one: 503, so that it is sent again', async () => {
    expect(await told()).toMatchObject(PAID);
    const fresh = world.keys.rotate();
    world.keys.fail(500);
    world.clock.advance(61_000);
    expect(await told(fresh)).toMatchObject(DOWN);
    world.keys.recover();
    world.clock.advance(6_000);
    expect(await told(fresh)).toMatchObject(PAID);
  });

  it.each([
    ['an error', () => world.keys.fail(404)],
    ['no JSON', () => world.keys.lie('<html>')],
    ['no keys', () => world.keys.lie('{"keys":[]}')],
    [
      'keys that are none',
      () => world.keys.lie('{"keys":[{"keyId":1,"pem":"-----BEGIN PUBLIC KEY-----","base64":"AAAA"}]}'),
    ],
    ['no end', () => world.keys.lie(`{"keys":[${' '.repeat(70_000)}]}`)],
    ['another address', () => world.keys.redirect('http://127.0.0.1:9/keys.json')],
  ])('that answers %s nothing is credited, and nothing forgotten', async (_name, misbehave) => {
    misbehave();
    expect(await told()).toMatchObject(DOWN);
    world.keys.recover();
    world.clock.advance(6_000);
    expect(await told()).toMatchObject(PAID);
    misbehave();
    world.clock.advance(61_000);
    expect(await told(world.keys.stranger())).toMatchObject(DOWN);
    expect(await told()).toMatchObject(PAID);
  });

  it('100 callbacks ask once, not a hundred times', async () => {
    const asked = world.keys.asked();
    const session = await world.appSession(user, 'image');
    const query = world.signed(world.parameters(session, user.userId));
    world.keys.fail();
    const heard = await Promise.all(Array.from({ length: 100 }, () => world.admob(query)));
    expect(new Set(heard.map(({ status }) => status))).toEqual(new Set([503]));
    expect(world.keys.asked() - asked).toBe(1);
    world.keys.recover();
    world.clock.advance(6_000);
    expect(await world.admob(query)).toMatchObject({ status: 200, outcome: 'paid' });
  });
});

it('a hub without ad units of its own is no receiver: Google signs for every publisher', async () => {
  const session = await world.appSession(user, 'image');
  const query = world.signed(world.parameters(session, user.userId));
  const { db, clock, settings } = world;
  useTestServices(db, { clock, settings, env: { ...parseEnv({}), ADMOB_SSV_KEYS_URL: world.keys.url } });
  expect(await world.admob(query)).toMatchObject({ status: 404, code: 'not_found' });
  expect(await user.available()).toBe(0);
});
