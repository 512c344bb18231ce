import { describe, expect, it } from '@jest/globals';
import { withCtx } from '@/lib/context';
import { reserve } from '@/lib/credits';
import { listNotices } from '@/lib/notices';
import { offerSuite } from '../../support/offer-suite';

const { world, user, credit, reversal, wallet, movements } = offerSuite();
const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('a withdrawn offer', () => {
  it('is taken back once, and the user is told', async () => {
    const { transaction_id: transaction } = await paidOffer();
    for (const repeated of [false, true, true]) {
      expect(await world().offer(reversal(transaction))).toMatchObject({ status: 200, outcome: 'taken', repeated });
    }
    expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
    expect(await movements(transaction)).toEqual([
      { kind: 'grant', reason: null },
      { kind: 'clawback', reason: 'reversed_by_network' },
    ]);
    const { items } = await listNotices({ ctx: user().ctx, input: {} });
    expect(items).toMatchObject([
      { kind: 'ad_reversed', data: { source: 'offer', network: 'offerwall', amount: 100, debt: 0 } },
    ]);
  });

  it('becomes debt where its credits are gone, never touches a hold, and is paid by what is earned next', async () => {
    const { transaction_id: transaction } = await paidOffer();
    const ctx = withCtx(user().ctx, { actor: { type: 'system', job: 'test' } });
    const deadlineAt = new Date(world().clock.now().getTime() + 60_000);
    const holdId = ctx.ids.uuid();
    await reserve({
      ctx,
      input: {
        holdId,
        userId: user().userId,
        amountMicro: 70_000_000n,
        ref: { type: 'user', id: user().userId },
        deadlineAt,
      },
    });
    expect(await world().offer(reversal(transaction))).toMatchObject({ outcome: 'taken' });
    expect(await wallet()).toMatchObject({ available: 0, held: 70, debt: 70 });
    const { items } = await listNotices({ ctx: user().ctx, input: {} });
    expect(items).toMatchObject([{ data: { amount: 100, debt: 70 } }]);
    await paidOffer();
    expect(await wallet()).toMatchObject({ available: 30, held: 70, debt: 0 });
  });

  it('that comes before its credit is remembered: the credit pays nothing then', async () => {
    const members = credit();
    const { transaction_id: transaction } = members;
    expect(await world().offer(reversal(transaction))).toMatchObject({ status: 200, outcome: 'remembered' });
    expect(await world().offer(members)).toMatchObject({ status: 200, outcome: 'withdrawn', repeated: false });
    expect(await world().offer(members)).toMatchObject({ status: 200, outcome: 'withdrawn', repeated: true });
    expect(await world().offer(reversal(transaction))).toMatchObject({ outcome: 'remembered', repeated: true });
    expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
    expect(await movements(transaction)).toEqual([]);
  });

  it('is taken from whom it was paid to, whoever is named; and nothing is taken where nothing was paid', async () => {
    const { transaction_id: transaction } = await paidOffer();
    const other = await world().watcher();
    expect(await world().offer(reversal(transaction, { user_id: other.userId }))).toMatchObject({ outcome: 'taken' });
    expect([(await wallet()).available, (await wallet(other)).debt]).toEqual([0, 0]);
    const none = credit({ payout_usd: '0' });
    await world().offer(none);
    expect(await world().offer(reversal(none.transaction_id))).toMatchObject({ status: 200, outcome: 'nothing' });
  });
});

async function paidOffer() {
  const members = credit();
  expect(await world().offer(members)).toMatchObject({ outcome: 'paid' });
  return members;
}

describe('at once', () => {
  it('50 copies of a credit pay once', async () => {
    const members = credit();
    const heard = await times(50, (index) => world().offer(members, index % 2 ? 'POST' : 'GET'));
    expect(new Set(heard.map(({ status, outcome }) => `${status} ${outcome}`))).toEqual(new Set(['200 paid']));
    expect(heard.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await wallet()).available).toBe(100);
  });

  it('a credit and its reversal, in whatever order they win, leave nothing', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const members = credit();
      const both = [members, reversal(members.transaction_id)];
      const heard = await times(20, (index) => world().offer(both[(index + turn) % 2]!));
      expect(heard.every(({ status }) => status === 200)).toBe(true);
      expect(await wallet()).toMatchObject({ available: 0, debt: 0 });
    }
  });

  it('many offers of one user never pass the cap', async () => {
    world().settings.change({ ads: { networks: { offerwall: { dailyCap: 250 } } } });
    const heard = await times(12, () => world().offer(credit()));
    expect(heard.filter(({ outcome }) => outcome === 'capped')).toHaveLength(9);
    expect((await wallet()).available).toBe(250);
  });
});
