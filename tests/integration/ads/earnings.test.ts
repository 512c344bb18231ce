import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NextRequest } from 'next/server';
import { GET as exportRoute } from '@/app/api/admin/analytics.csv/route';
import { GET as analyticsRoute } from '@/app/api/admin/analytics/route';
import { POST as yieldRoute } from '@/app/api/admin/ads/yield/route';
import { adAnalytics, adEarnings, importYield, rollUpAdDays, YOUNG_DAYS } from '@/lib/ads';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { servingCost } from '@/lib/runs';
import { adWorld, type AdWorld } from '@/tests/support/ad-world';
import { goodSession, writeAdHistory } from '@/tests/support/ad-history';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

let db: Db;
let world: AdWorld;
let operator: Ctx;
let person: Ctx;
let userId: string;

const TODAY = '2026-03-10';
const YESTERDAY = '2026-03-09';
const at = (day: string) => new Date(`${day}T09:00:00Z`);

/** Yesterday gpt was reported, today nobody: 4 views of gpt in the US each day, 2 of house ads, one of h5 today. */
beforeAll(async () => {
  db = await openTestDb();
  world = adWorld(db);
  operator = (await world.watcher({ role: 'admin' })).ctx;
  const watcher = await world.watcher();
  person = watcher.ctx;
  ({ userId } = watcher);
  const some = (count: number, day: string, change: object) =>
    Array.from({ length: count }, () => goodSession({ userId, createdAt: at(day), country: 'US', ...change }));
  await writeAdHistory(db, [
    ...some(3, YESTERDAY, {}),
    ...some(1, YESTERDAY, { kind: 'video', paidMicro: 15_000_000n, fallbacks: [{ network: 'h5', reason: 'blocked' }] }),
    ...some(4, TODAY, {}),
    ...some(2, TODAY, { network: 'house', country: null }),
    ...some(1, TODAY, { network: 'h5', state: 'reversed', takenMicro: 5_000_000n, country: 'DE' }),
  ]);
  await rollUpAdDays({ ctx: world.ctx, input: YOUNG_DAYS });
  world.settings.change({ ads: { assumedCpmUsd: { default: 1, countries: { US: 8 } } } });
});
afterAll(dropTestServices);

const by = async (name: 'day' | 'network' | 'country', range: { from?: string; to?: string } = {}) => {
  const { items, ...rest } = await adAnalytics({ ctx: operator, input: { by: name, ...range } });
  return { ...rest, items: Object.fromEntries(items.map(({ key, ...figures }) => [key, figures])) };
};

describe('what ads brought in', () => {
  it('is assumed by country where no network has reported', async () => {
    const { total, items } = await by('network');
    expect(items.gpt).toMatchObject({ asked: 8, fill: 1, completed: 8, claimed: 8, paid: 50, reportedUsd: 0 });
    expect(items.gpt!.assumedUsd).toBeCloseTo(0.064, 9);
    expect(items.h5).toMatchObject({ asked: 2, blocked: 1, fill: 0.5, paid: 5, takenBack: 5, usdPerCredit: null });
    expect(items.h5!.assumedUsd).toBeCloseTo(0.001, 9);
    expect(items.house).toMatchObject({ paid: 10, revenueUsd: 0, usdPerCredit: 0 });
    expect(total).toMatchObject({ asked: 12, paid: 65, takenBack: 5 });
    expect(total.usdPerCredit).toBeCloseTo(0.065 / 60, 9);
  });

  it('is what was reported, of the days that were, and assumed of the others', async () => {
    const csv = `date,country,impressions,revenue\n${YESTERDAY},US,5,0.05\n${YESTERDAY},CA,1,0.01`;
    await importYield({ ctx: operator, input: { csv, network: 'gpt' } });
    const days = await by('day');
    expect(days.items[YESTERDAY]).toMatchObject({ reportedUsd: 0.06, assumedUsd: 0, impressions: 6 });
    expect(days.items[TODAY]).toMatchObject({ reportedUsd: 0 });
    // The report moves what is assumed of today a little: six impressions among a thousand.
    expect(days.items[TODAY]!.assumedUsd).toBeCloseTo(0.033, 3);
    const countries = await by('country');
    expect(countries.items.US).toMatchObject({ reportedUsd: 0.05, completed: 8 });
    expect(countries.items.CA).toMatchObject({ reportedUsd: 0.01, completed: 0 });
    expect(countries.items['']).toMatchObject({ completed: 2, revenueUsd: 0 });
    for (const { total } of [days, countries, await by('network')])
      expect(total).toMatchObject({ reportedUsd: 0.06, paid: 65 });
  });

  it('holds for the days that are asked about', async () => {
    const { total, from, to } = await by('network', { from: YESTERDAY, to: YESTERDAY });
    expect({ from, to }).toEqual({ from: YESTERDAY, to: YESTERDAY });
    expect(total).toMatchObject({ asked: 5, paid: 30, revenueUsd: 0.06, usdPerCredit: 0.002 });
    expect((await by('day', { from: '2026-01-01', to: '2026-01-31' })).items).toEqual({});
  });

  it('counts offers by what the wall says they pay, those taken back as nothing', async () => {
    const offer = (event: string, id: string, amount: number, payout: number) =>
      db.sql(
        `INSERT INTO ad_callbacks (id, network, event, external_id, user_id, outcome, amount_micro, data, received_at)
         VALUES ($1::uuid, 'offerwall', $2::text, $3::text, $4::uuid, 'paid', $5::bigint, $6::jsonb, $7::timestamptz) RETURNING id`,
        [randomUUID(), event, id, userId, amount, JSON.stringify({ payoutMicroUsd: String(payout) }), at(TODAY)],
      );
    await offer('credit', 'a', 40_000_000, 900_000);
    await offer('credit', 'b', 10_000_000, 200_000);
    await offer('reversal', 'b', 10_000_000, 0);
    // Remembered before its credit, which was then not paid.
    await offer('reversal', 'c', 0, 0);
    const { items } = await by('network');
    expect(items.offerwall).toMatchObject({
      claimed: 2,
      paid: 50,
      takenBack: 10,
      reportedUsd: 0.9,
      usdPerCredit: 0.0225,
    });
  });
});

describe('the operator’s view of networks', () => {
  it('says which are on and why not, and shares an undivided report between kinds', async () => {
    const at = withCtx(operator, {
      adAccounts: { ...operator.adAccounts, GAM_REWARDED_AD_UNIT: '/1/r', ADSENSE_CLIENT_ID: 'ca-pub-1' },
    });
    world.settings.change({ ads: { networks: { h5: { enabled: false, dailyCap: 12 } } } });
    const { networks, countries, days, today, reportedUntil } = await adEarnings({ ctx: at, input: {} });
    expect(networks.map(({ id, state }) => `${id} ${state}`)).toEqual([
      ...[
        'gpt on',
        'h5 switched_off',
        'admob no_account',
        'offerwall no_account',
        'adsense on',
        'revcontent no_account',
      ],
      'house on',
    ]);
    const [gpt, h5] = networks;
    expect(h5).toMatchObject({ account: 'ADSENSE_CLIENT_ID', dailyCap: 12, viewsPerDay: 60, rewards: true });
    expect(gpt!.kinds.map(({ kind, completed }) => [kind, completed])).toEqual([
      ['text', 7],
      ['video', 1],
    ]);
    const [text, video] = gpt!.kinds;
    expect(text!.reportedUsd).toBeCloseTo(0.045, 9);
    expect(video!.reportedUsd).toBeCloseTo(0.015, 9);
    expect(gpt!.days.reportedUsd).toBe(0.06);
    expect(today).toMatchObject({ asked: 7 });
    expect(days.revenueUsd).toBeCloseTo(gpt!.days.revenueUsd + h5!.days.revenueUsd + 0.9, 9);
    expect(countries[0]).toMatchObject({ country: '' });
    expect(reportedUntil).toBe(YESTERDAY);
  });

  it('sets against it what a spent credit costs, of runs whose cost is known', async () => {
    expect(await servingCost({ ctx: operator, input: { days: 28 } })).toEqual({
      ...{ costUsd: 0, credits: 0, unknownCredits: 0, usdPerCredit: null },
    });
  });
});

describe('over HTTP', () => {
  const asked = (path: string, init?: { method: string; body: string }) =>
    new NextRequest(`http://localhost${path}`, {
      ...init,
      headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    });
  const noParams = { params: Promise.resolve({}) };

  it('none of it is for anybody but operators', async () => {
    useTestServices(db);
    const answers = await Promise.all([
      analyticsRoute(asked('/api/admin/analytics?by=network'), noParams),
      exportRoute(asked('/api/admin/analytics.csv'), noParams),
      yieldRoute(asked('/api/admin/ads/yield', { method: 'POST', body: '{"csv":"x"}' }), noParams),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    const forbidden = { code: 'forbidden' };
    await expect(adAnalytics({ ctx: person, input: {} })).rejects.toMatchObject(forbidden);
    await expect(adEarnings({ ctx: person, input: {} })).rejects.toMatchObject(forbidden);
    await expect(servingCost({ ctx: person, input: { days: 1 } })).rejects.toMatchObject(forbidden);
  });
});
