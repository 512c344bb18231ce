import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { adStatus, fallBack, startAd } from '@/lib/ads';
import { listNotices } from '@/lib/notices';
import type { Watcher } from '../../support/ad-world';
import { callbackWorld, type CallbackWorld, type Heard } from '../../support/callback-world';
import { dropTestServices } from '../../support/test-services';

let world: CallbackWorld;
let user: Watcher;

beforeAll(async () => {
  world = await callbackWorld();
});
beforeEach(async () => {
  user = await world.watcher({}, { device: 'a phone of theirs', address: '203.0.113.7' });
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  world.settings.change({ ads: { dailyCap: null, networks: null } });
  world.clock.advance(86_400_000);
});
afterAll(async () => {
  dropTestServices();
  await world.keys.close();
});

const kept = (externalId: string) =>
  world.db.sql(
    `SELECT outcome, amount_micro::text AS amount, session_id AS "sessionId" FROM ad_callbacks WHERE external_id = $1::text`,
    [externalId],
  );
const stateOf = async (id: string) =>
  (
    await world.db.sql<Record<string, unknown>>('SELECT state, device, address FROM ad_sessions WHERE id = $1::uuid', [
      id,
    ])
  )[0];
const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const outcomes = (heard: Heard[]) => heard.map(({ outcome }) => outcome).sort();

describe('a session of signed views', () => {
  it('names its unit and its user to the app as long as its ads are agreed to', async () => {
    const session = await world.appSession(user);
    expect(session.client).toEqual({ unit: expect.any(String), userId: user.userId });
    const denied = { ...user.ctx, consent: { ads: 'denied' as const, underAge: false } };
    const { session: under } = await adStatus({ ctx: denied, input: {} });
    expect(under).toMatchObject({ id: session.id, network: 'admob', client: null });
  });

  it('is paid by the callback of its last view, without a heartbeat or a claim', async () => {
    const session = await world.appSession(user);
    expect(session.views.map(({ seconds }) => seconds)).toEqual([30, 30]);
    expect(await world.view(session, user)).toMatchObject({ status: 200, outcome: 'counted', repeated: false });
    expect(await user.available()).toBe(0);
    const { session: under } = await adStatus({ ctx: user.ctx, input: {} });
    expect(under?.views.map(({ complete }) => complete)).toEqual([true, false]);
    expect(await world.view(session, user)).toMatchObject({ status: 200, outcome: 'paid' });
    expect(await user.available()).toBe(5);
    // For caps it counts where it was started, not where Google's machines are.
    expect(await stateOf(session.id)).toEqual({
      state: 'claimed',
      device: 'a phone of theirs',
      address: '203.0.113.7',
    });
    expect(await user.claim(session)).toMatchObject({ reward: 5, repeated: true });
    expect(await user.available()).toBe(5);
  });

  it('counts one view for one transaction, however often it is told', async () => {
    const session = await world.appSession(user);
    const transaction = world.someTransaction();
    expect(await world.view(session, user, transaction)).toMatchObject({ outcome: 'counted', repeated: false });
    expect(await world.view(session, user, transaction)).toMatchObject({
      status: 200,
      outcome: 'counted',
      repeated: true,
    });
    expect(await user.available()).toBe(0);
    await expect(user.claim(session)).rejects.toMatchObject({ code: 'ad_not_watched', extra: { missingSeconds: 30 } });
  });

  it('takes no transaction that another session has had', async () => {
    const transaction = world.someTransaction();
    await world.view(await world.appSession(user, 'image'), user, transaction);
    const other = await world.watcher();
    const session = await world.appSession(other, 'image');
    expect(await world.view(session, other, transaction)).toMatchObject({
      status: 200,
      outcome: 'paid',
      repeated: true,
    });
    expect([await user.available(), await other.available()]).toEqual([10, 0]);
  });

  it('credits once for 100 copies at once', async () => {
    const session = await world.appSession(user, 'image');
    const query = world.signed(world.parameters(session, user.userId));
    const heard = await times(100, () => world.admob(query));
    expect(new Set(heard.map(({ status, outcome }) => `${status} ${outcome}`))).toEqual(new Set(['200 paid']));
    expect(heard.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await user.available()).toBe(10);
  });

  it('pays once when the callbacks of both views come at once, and others with them', async () => {
    const session = await world.appSession(user);
    const heard = await times(6, () => world.view(session, user));
    expect(outcomes(heard)).toEqual(['counted', 'ended', 'ended', 'ended', 'ended', 'paid']);
    expect(await user.available()).toBe(5);
  });

  it('is never paid by callbacks and a claim together', async () => {
    const session = await world.appSession(user, 'image');
    const [, claim] = await Promise.all([
      world.view(session, user),
      user.claim(session).catch(({ code }: { code: string }) => code),
    ]);
    expect([await user.available(), claim]).toEqual([10, expect.anything()]);
  });
});

describe('a signed callback answers 200 and credits nothing', () => {
  it('for a session that nobody knows, and for none, as the test button sends it', async () => {
    const unknown = { id: '0198a000-0000-7000-8000-00000000abcd' };
    expect(await world.view(unknown, user)).toMatchObject({ status: 200, outcome: 'unknown' });
    const test = world.parameters({ id: '' }, '', { ad_unit: '1234567890', transaction_id: '123456789' });
    expect(await world.admob(world.signed(test))).toMatchObject({ status: 200, outcome: 'unknown' });
    expect(await kept('123456789')).toEqual([]);
  });

  it('for a session of somebody else, and without a user', async () => {
    const session = await world.appSession(user, 'image');
    const other = await world.watcher();
    expect(await world.view(session, other)).toMatchObject({ status: 200, outcome: 'foreign' });
    for (const name of ['', 'x', user.userId.slice(1)]) {
      const query = world.signed(world.parameters(session, name));
      expect(await world.admob(query)).toMatchObject({ status: 200, outcome: 'foreign' });
    }
    expect([await user.available(), await other.available()]).toEqual([0, 0]);
  });

  it('for one that has run out, and again when it is repeated', async () => {
    const session = await world.appSession(user, 'image');
    world.clock.set(session.expiresAt);
    const transaction = world.someTransaction();
    expect(await world.view(session, user, transaction)).toMatchObject({
      status: 200,
      outcome: 'expired',
      repeated: false,
    });
    expect(await world.view(session, user, transaction)).toMatchObject({
      status: 200,
      outcome: 'expired',
      repeated: true,
    });
    expect(await user.available()).toBe(0);
  });

  it('for one that was paid', async () => {
    const session = await world.appSession(user, 'image');
    await world.view(session, user);
    const transaction = world.someTransaction();
    expect(await world.view(session, user, transaction)).toMatchObject({ status: 200, outcome: 'ended' });
    expect(await kept(transaction)).toEqual([{ outcome: 'ended', amount: '0', sessionId: session.id }]);
    expect(await user.available()).toBe(10);
  });

  it('for one of another network, and one that went on with house ads', async () => {
    const { session: house } = await startAd({ ctx: user.ctx, input: { kind: 'image', network: 'house' } });
    expect(await world.view(house, user)).toMatchObject({ status: 200, outcome: 'other_network' });
    const other = await world.watcher();
    const session = await world.appSession(other);
    await world.view(session, other);
    await fallBack({ ctx: other.ctx, input: { sessionId: session.id, token: session.token, reason: 'no_fill' } });
    expect(await world.view(session, other)).toMatchObject({ status: 200, outcome: 'other_network' });
    expect([await user.available(), await other.available()]).toEqual([0, 0]);
  });

  it('for somebody who was suspended, or has left, meanwhile', async () => {
    for (const column of ['suspended_at', 'deleted_at'] as const) {
      const person = await world.watcher();
      const session = await world.appSession(person, 'image');
      await world.db.sql(`UPDATE users SET ${column} = now() WHERE id = $1::uuid RETURNING id`, [person.userId]);
      expect(await world.view(session, person)).toMatchObject({ status: 200, outcome: 'unknown' });
      const [wallet] = await world.db.sql<{ available: string }>(
        'SELECT coalesce(sum(available_micro), 0)::text AS available FROM credit_wallets WHERE user_id = $1::uuid',
        [person.userId],
      );
      expect(wallet).toEqual({ available: '0' });
    }
  });

  it('over a cap of the day; another session may begin then', async () => {
    world.settings.change({ ads: { networks: { admob: { dailyCap: 10 } } } });
    const session = await world.appSession(user, 'image');
    world.settings.change({ ads: { networks: { admob: { dailyCap: 9 } } } });
    const transaction = world.someTransaction();
    expect(await world.view(session, user, transaction)).toMatchObject({ status: 200, outcome: 'capped' });
    expect(await user.available()).toBe(0);
    expect(await stateOf(session.id)).toMatchObject({ state: 'cancelled' });
    const { items } = await listNotices({ ctx: user.ctx, input: {} });
    expect(items).toMatchObject([
      { kind: 'ad_refused', data: { sessionId: session.id, amount: 10, reason: expect.stringContaining('in a day') } },
    ]);
    await expect(world.appSession(user, 'image')).rejects.toMatchObject({ code: 'cap_reached' });
    expect((await user.start()).network).toBe('house');
    world.settings.change({ ads: { networks: { admob: { dailyCap: 100 } } } });
    expect(await world.view(session, user, transaction)).toMatchObject({ outcome: 'capped', repeated: true });
  });
});
