import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdSessionView } from '@/lib/ads';
import type { Watcher } from '../../support/ad-world';
import { AD_UNIT, callbackWorld, coded, type CallbackWorld } from '../../support/callback-world';
import { dropTestServices } from '../../support/test-services';

// Signed with keys of our own, heard by the real route, and after each of them the ledger is counted again.

let world: CallbackWorld;
let user: Watcher;
let session: AdSessionView;

beforeAll(async () => {
  world = await callbackWorld();
});
beforeEach(async () => {
  user = await world.watcher();
  // One view of 30 seconds, for 10 credits: whatever is credited is seen at once.
  session = await world.appSession(user, 'image');
});
afterEach(async () => {
  world.keys.recover();
  expect(await world.verify()).toMatchObject({ ok: true });
});
afterAll(async () => {
  dropTestServices();
  await world.keys.close();
});

const parameters = (changes?: Record<string, string>) => world.parameters(session, user.userId, changes);
const FORGED = { status: 403, code: 'forbidden' };
const MALFORMED = { status: 400, code: 'malformed_json' };
const PAID = { status: 200, outcome: 'paid', repeated: false };

async function refused(query: string, as: object) {
  expect(await world.admob(query)).toMatchObject(as);
  expect(await user.available()).toBe(0);
}
async function paid(query: string) {
  expect(await world.admob(query)).toMatchObject(PAID);
  expect(await user.available()).toBe(10);
}

describe('a callback of AdMob is credited', () => {
  it('as AdMob makes it, the reward being ours and not the one it names', async () => {
    await paid(world.signed(parameters({ reward_amount: '1000000', reward_item: 'Diamonds' })));
  });

  it('with the whole id of the ad unit', () =>
    paid(world.signed(parameters({ ad_unit: `ca-app-pub-3940256099942544/${AD_UNIT}` }))));

  it('in another order, if that is what was signed', () => paid(world.signed([...parameters()].reverse())));

  it('with an encoded ampersand inside a value', () =>
    paid(world.signed(parameters({ reward_item: 'Bread & butter=1&user_id=x' }))));

  it('with plus signs, and codes in small letters, byte by byte as they came', () =>
    paid(world.signed(`${coded(parameters())}&note=a+b%2fc%2Fd&empty=&bare`)));

  it('with a name that Google has signed before it coded it', async () => {
    const content = coded(parameters({ reward_item: 'Extra life é' }));
    const { keyId, sign } = world.keys.signer();
    await paid(`${content}&signature=${sign(decodeURIComponent(content))}&key_id=${keyId}`);
  });

  it('days after its time stamp: it may have been sent again, and its session is alive', () =>
    paid(world.signed(parameters({ timestamp: '1507770365237' }))));

  it('with the padding that base64 has', async () => {
    const content = coded(parameters());
    const { keyId, sign } = world.keys.signer();
    await paid(
      `${content}&signature=${sign(content)}${'='.repeat((4 - (sign(content).length % 4)) % 4)}&key_id=${keyId}`,
    );
  });
});

describe('nothing is credited for a callback of AdMob', () => {
  it.each([
    'ad_network',
    'ad_unit',
    'custom_data',
    'reward_amount',
    'reward_item',
    'timestamp',
    'transaction_id',
    'user_id',
  ])('with %s changed after it was signed', async (name) => {
    const good = parameters();
    const query = world.signed(good);
    const [, value] = good.find(([other]) => other === name)!;
    await refused(
      query.replace(`${name}=${value}`, `${name}=${value.slice(0, -1)}${value.endsWith('7') ? '8' : '7'}`),
      FORGED,
    );
    await refused(query.replace(`${name}=${value}&`, ''), name === 'transaction_id' ? MALFORMED : FORGED);
    await paid(query);
  });

  it('whose parameters were put in another order', async () => {
    const [content = '', rest = ''] = world.signed(parameters()).split('&signature=');
    await refused(`${content.split('&').reverse().join('&')}&signature=${rest}`, FORGED);
  });

  it('of another publisher’s ad unit, though Google has signed it', async () => {
    await refused(world.signed(parameters({ ad_unit: '1234567890' })), FORGED);
    await refused(world.signed(parameters({ ad_unit: `ca-app-pub-1111111111111111/${AD_UNIT}` })), FORGED);
    await refused(world.signed(parameters({ ad_unit: '' })), FORGED);
  });

  it('of another publisher who has hidden our unit in what they may choose', async () => {
    const theirs = parameters({ ad_unit: '1234567890', custom_data: `x&ad_unit=${AD_UNIT}&custom_data=${session.id}` });
    const content = coded(theirs);
    const { keyId, sign } = world.keys.signer();
    const signature = `&signature=${sign(decodeURIComponent(content))}&key_id=${keyId}`;
    await refused(`${content}${signature}`, FORGED);
    // Decoded by the forger: their own unit stands before ours now.
    await refused(`${decodeURIComponent(content)}${signature}`, MALFORMED);
    // Or their own unit is hidden inside a value.
    await refused(
      `${decodeURIComponent(content).replace('&ad_unit=1234567890&custom_data=x', '%26ad_unit%3D1234567890%26custom_data%3Dx')}${signature}`,
      FORGED,
    );
  });

  it.each(['user_id', 'custom_data', 'signature', 'key_id', 'extra'])(
    'that has %s twice, signed or not',
    async (name) => {
      const content = `${coded(parameters())}&extra=1`;
      await refused(world.signed(`${content}&${name}=2`), MALFORMED);
      await refused(`${name}=2&${world.signed(content)}`, MALFORMED);
      // The same name, coded otherwise.
      await refused(world.signed(`${content}&%${name.charCodeAt(0).toString(16)}${name.slice(1)}=2`), MALFORMED);
    },
  );

  it('whose coded ampersand was decoded on the way, or coded in other letters', async () => {
    const query = world.signed(parameters({ reward_item: 'a&b/c' }));
    await refused(query.replace('a%26b', 'a&b'), FORGED);
    await refused(query.replace('%2F', '%2f'), FORGED);
    await refused(query.replace('%2F', '/'), FORGED);
    await paid(query);
  });

  it('whose plus sign became a space, or whose letters were coded on the way', async () => {
    const query = world.signed(`${coded(parameters())}&note=a+b`);
    await refused(query.replace('a+b', 'a%20b'), FORGED);
    await refused(query.replace('a+b', 'a%2Bb'), FORGED);
    await refused(query.replace('Coins', '%43oins'), FORGED);
    await refused(query.replace(session.id, session.id.replace('-', '%2D')), FORGED);
    await paid(query);
  });

  it('whose signature is cut, is no DER, is of nothing, or is in another alphabet', async () => {
    const [content = ''] = world.signed(parameters()).split('&signature=');
    const { keyId, sign } = world.keys.signer();
    const right = sign(content);
    const last = `&key_id=${keyId}`;
    for (const wrong of [right.slice(0, -4), right.slice(4), 'MEUCIQ', 'A'.repeat(96), sign(''), 'a'.repeat(20)]) {
      await refused(`${content}&signature=${wrong}${last}`, wrong.length < 8 ? MALFORMED : FORGED);
    }
    for (const wrong of ['', 'not/url+safe==', 'x'.repeat(500), '%41%41%41%41%41%41%41%41%41']) {
      await refused(`${content}&signature=${wrong}${last}`, MALFORMED);
    }
  });

  it('whose signature and key are not the last two, in that order', async () => {
    const query = world.signed(parameters());
    const [content = '', tail = ''] = query.split('&signature=');
    const [signature = '', keyId = ''] = tail.split('&key_id=');
    for (const wrong of [
      `${query}&extra=1`,
      `${query}&`,
      `${content}&key_id=${keyId}&signature=${signature}`,
      `signature=${signature}&${content}&key_id=${keyId}`,
      `signature=${signature}&key_id=${keyId}&${content}`,
      `signature=${signature}&key_id=${keyId}`,
      `${content}&signature=${signature}`,
      content,
      '',
    ]) {
      await refused(wrong, MALFORMED);
    }
  });

  it('that is endless, or has codes that mean nothing', async () => {
    await refused(world.signed(`${coded(parameters())}&long=${'x'.repeat(9_000)}`), MALFORMED);
    await refused(world.signed(`${coded(parameters())}&bad=%ff%fe`), MALFORMED);
    await refused(world.signed(`${coded(parameters())}&bad=%zz`), MALFORMED);
    await refused(world.signed(parameters({ transaction_id: 'a\0b' })), MALFORMED);
    await refused(world.signed(parameters()).replace(/key_id=\d+/, 'key_id=-1'), MALFORMED);
  });
});
