import { describe, expect, it } from '@jest/globals';
import { parseEnv } from '@/lib/env';
import { coded, hmac, SECRET } from '../../support/callback-world';
import { offerSuite } from '../../support/offer-suite';
import { useTestServices } from '../../support/test-services';

const { world, credit, reversal, wallet, movements } = offerSuite();

describe('an offer that was completed', () => {
  it.each(['GET', 'POST', 'JSON'] as const)('is credited by %s, once', async (how) => {
    const members = { ...credit(), offer_name: 'Play “Tower & Co” to level 5' };
    expect(await world().offer(members, how)).toMatchObject({ status: 200, outcome: 'paid', repeated: false });
    expect(await wallet()).toMatchObject({ available: 100, lots: [{ source: 'offer', remaining: 100 }] });
    for (const again of ['GET', 'POST', 'JSON'] as const) {
      expect(await world().offer(members, again)).toMatchObject({ status: 200, outcome: 'paid', repeated: true });
    }
    expect((await wallet()).available).toBe(100);
    expect(await movements(members.transaction_id)).toEqual([{ kind: 'grant', reason: members.offer_name }]);
  });

  it.each([
    ['0.000001', 0.0005, 'paid'],
    ['0.000003', 0.0015, 'paid'],
    ['1', 500, 'paid'],
    ['1.999999', 999.9995, 'paid'],
    ['2.5', 1_000, 'paid'],
    ['999999.999999', 1_000, 'paid'],
    ['0', 0, 'nothing'],
    ['0.000000', 0, 'nothing'],
  ])('of %s dollars brings %d credits, exactly', async (payout, credits, outcome) => {
    expect(await world().offer(credit({ payout_usd: payout }))).toMatchObject({ status: 200, outcome });
    expect((await wallet()).available).toBe(credits);
  });

  it('is rounded down to a millionth of a credit', async () => {
    world().settings.change({ ads: { networks: { offerwall: { share: 0.333333 } } } });
    await world().offer(credit({ payout_usd: '0.000001' }));
    expect((await wallet()).available).toBe(0.000333);
  });

  it('brings no more than the cap of the day leaves, and says when nothing is left', async () => {
    world().settings.change({ ads: { networks: { offerwall: { dailyCap: 150 } } } });
    expect(await world().offer(credit())).toMatchObject({ outcome: 'paid' });
    expect(await world().offer(credit())).toMatchObject({ outcome: 'paid' });
    const third = credit();
    expect(await world().offer(third)).toMatchObject({ status: 200, outcome: 'capped' });
    expect((await wallet()).available).toBe(150);
    world().clock.advance(86_400_000);
    expect(await world().offer(third)).toMatchObject({ outcome: 'capped', repeated: true });
    expect(await world().offer(credit())).toMatchObject({ outcome: 'paid' });
    expect((await wallet()).available).toBe(250);
  });

  it('is no other offer: the same transaction with another amount or user is a conflict', async () => {
    const members = credit();
    await world().offer(members);
    const other = await world().watcher();
    for (const changes of [{ payout_usd: '0.21' }, { user_id: other.userId }]) {
      expect(await world().offer({ ...members, ...changes })).toMatchObject({ status: 409, code: 'conflict' });
    }
    expect([(await wallet()).available, (await wallet(other)).available]).toEqual([100, 0]);
    expect(await world().offer({ ...members, payout_usd: '0.200000' })).toMatchObject({ status: 200, repeated: true });
  });

  it('brings nothing to nobody', async () => {
    const suspended = await world().watcher();
    await world().db.sql('UPDATE users SET suspended_at = now() WHERE id = $1::uuid RETURNING id', [suspended.userId]);
    for (const name of ['0198a000-0000-7000-8000-00000000abcd', 'somebody', suspended.userId]) {
      expect(await world().offer(credit({ user_id: name }))).toMatchObject({ status: 200, outcome: 'unknown' });
    }
    expect((await wallet(suspended)).available).toBe(0);
  });
});

describe('a postback is refused', () => {
  const FORGED = { status: 403, code: 'forbidden' };
  const MALFORMED = { status: 400, code: 'malformed_json' };

  it('with any member changed, taken out or added after it was signed', async () => {
    const query = coded(Object.entries(credit()));
    const signature = `&signature=${hmac(query)}`;
    for (const wrong of [
      query.replace('0.20', '9.20'),
      query.replace('event=credit', 'event=reversal'),
      query.replace(/user_id=[^&]+/, 'user_id=x'),
      query.replace('&payout_usd=0.20', ''),
      `${query}&more=1`,
      query.replace('credit', '%63redit'),
      query.split('&').reverse().join('&'),
    ]) {
      expect(await world().offerRaw(wrong + signature)).toMatchObject(FORGED);
    }
    expect(await world().offerRaw(query + signature)).toMatchObject({ status: 200 });
  });

  it('with another secret, a short signature, none, or one that stands elsewhere', async () => {
    const query = coded(Object.entries(credit()));
    const right = hmac(query);
    for (const wrong of [hmac(query, `${SECRET}.`), right.slice(1), `${right}00`, 'z'.repeat(64), '']) {
      expect(await world().offerRaw(`${query}&signature=${wrong}`)).toMatchObject(FORGED);
    }
    for (const wrong of [
      query,
      `signature=${right}&${query}`,
      `${query}&signature=${right}&x=1`,
      `signature=${hmac('')}`,
      '',
    ]) {
      expect(await world().offerRaw(wrong)).toMatchObject(MALFORMED);
    }
    expect(await world().offerRaw(`${query}&signature=${right}&signature=${right}`)).toMatchObject(MALFORMED);
    expect(await world().offerRaw(`${query}&signature=${right.toUpperCase()}`)).toMatchObject({ status: 200 });
  });

  it('as a body that the header does not sign, whatever the address says', async () => {
    const body = coded(Object.entries(credit()));
    const signedQuery = `${body}&signature=${hmac(body)}`;
    expect(await world().offerRaw('', { body })).toMatchObject(FORGED);
    expect(await world().offerRaw(signedQuery, { body })).toMatchObject(FORGED);
    expect(await world().offerRaw('', { body: `${body} `, signature: hmac(body) })).toMatchObject(FORGED);
    expect(await world().offerRaw('', { body: '', signature: hmac('') })).toMatchObject({ status: 422 });
    expect(await world().offerRaw('payout_usd=99', { body, signature: hmac(body) })).toMatchObject({ outcome: 'paid' });
    expect((await wallet()).available).toBe(100);
  });

  it('where what was signed makes no sense', async () => {
    for (const [name, value] of [
      ['payout_usd', '-1'],
      ['payout_usd', '1e3'],
      ['payout_usd', '1,5'],
      ['payout_usd', '0.0000001'],
      ['payout_usd', ''],
      ['payout_usd', '٣'],
      ['event', 'refund'],
      ['transaction_id', 'a b'],
      ['transaction_id', 'x'.repeat(129)],
      ['user_id', 'a\0b'],
    ] as const) {
      const heard = await world().offer(credit({ [name]: value }), 'POST');
      expect([name, value, heard.status]).toEqual([name, value, 422]);
    }
    expect(await world().offer(credit({ payout_usd: '' }), 'JSON')).toMatchObject({ status: 422 });
    const bodies = ['{', '[]', 'null', '{"payout_usd":1}', '"x"'];
    for (const body of bodies) {
      const heard = await world().offerRaw('', { body, signature: hmac(body), type: 'application/json' });
      expect([400, 422]).toContain(heard.status);
    }
    expect(await world().offer(credit({ offer_name: 'a\0\ud800b' }), 'JSON')).toMatchObject({ outcome: 'paid' });
  });

  it('for networks that nobody knows, and while offers are switched off', async () => {
    const members = credit();
    const body = coded(Object.entries(members));
    expect(await world().offerRaw('', { body, signature: hmac(body), network: 'house' })).toMatchObject({
      status: 404,
    });
    await world().offer(members);
    world().settings.change({ ads: { networks: { offerwall: { enabled: false } } } });
    expect(await world().offer(credit())).toMatchObject({ status: 404 });
    // What was paid can be withdrawn even then.
    expect(await world().offer(reversal(members.transaction_id))).toMatchObject({ status: 200, outcome: 'taken' });
    expect((await wallet()).available).toBe(0);
  });
});

it('without a secret the hub has no wall', async () => {
  const { db, clock, settings } = world();
  useTestServices(db, { clock, settings, env: parseEnv({}) });
  expect(await world().offer(credit())).toMatchObject({ status: 404, code: 'not_found' });
  expect((await wallet()).available).toBe(0);
});
