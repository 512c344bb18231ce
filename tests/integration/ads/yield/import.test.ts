import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { importYield, type YieldImportInput } from '@/lib/ads';
import { MOST_REPORT_ROWS } from '@/lib/ads/yield/schema';
import { revenuePerView } from '@/lib/ads/yield/revenue-per-view';
import { listAudit } from '@/lib/audit';
import type { Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { adWorld } from '@/tests/support/ad-world';
import { openTestDb } from '@/tests/support/test-db';

let db: Db;
let operator: Ctx;
let person: Ctx;

beforeAll(async () => {
  db = await openTestDb();
  const world = adWorld(db);
  operator = (await world.watcher({ role: 'admin' })).ctx;
  person = (await world.watcher()).ctx;
});
beforeEach(async () => {
  await db.sql('DELETE FROM ad_yield RETURNING day');
});

const bring = (csv: string, change: Partial<YieldImportInput> = {}, ctx: Ctx = operator) =>
  importYield({ ctx, input: { csv, network: 'gpt', ...change } });

const kept = async () =>
  (
    await db.sql<Record<string, string>>(
      `SELECT concat_ws(' ', day, network, country, impressions, revenue_micro_usd) AS row FROM ad_yield ORDER BY 1`,
    )
  ).map(({ row }) => row);

const HEAD = 'date,country,impressions,revenue';

describe('an import of what networks say', () => {
  it('keeps it by day, network and country, and says what it did', async () => {
    const done = await bring(`${HEAD}\n2026-03-01,US,1000,2.5\n2026-03-02,DE,10,0.01`);
    expect(done).toEqual({
      ...{ networks: ['gpt'], from: '2026-03-01', to: '2026-03-02', rows: 2, replaced: 0 },
      ...{ impressions: 1_010, revenueUsd: 2.51 },
    });
    expect(await kept()).toEqual(['2026-03-01 gpt US 1000 2500000', '2026-03-02 gpt DE 10 10000']);
  });

  it('replaces the days it names, whole, of its network alone', async () => {
    await bring(`${HEAD}\n2026-03-01,US,1000,2.5\n2026-03-01,DE,5,1\n2026-03-02,US,7,1`);
    await bring(`${HEAD}\n2026-03-01,US,1,1`, { network: 'h5' });
    const again = await bring('date,impressions,revenue\n2026-03-01,1005,3.5');
    expect(again).toMatchObject({ rows: 1, replaced: 2 });
    expect(await kept()).toEqual([
      '2026-03-01 gpt  1005 3500000',
      '2026-03-01 h5 US 1 1000000',
      '2026-03-02 gpt US 7 1000000',
    ]);
    expect(await bring('date,impressions,revenue\n2026-03-01,1005,3.5')).toMatchObject({ rows: 1, replaced: 1 });
    expect(await kept()).toHaveLength(3);
  });

  it('leaves its trace in the audit log', async () => {
    await bring(`${HEAD}\n2026-03-01,US,1000,2.5`);
    const [entry] = await listAudit({ ctx: operator, input: { action: 'ads.yield_import', limit: 1 } });
    expect(entry).toMatchObject({ subjectId: 'gpt', data: { rows: 1, revenueUsd: 2.5, from: '2026-03-01' } });
  });

  it('takes nothing of a report with one wrong cell', async () => {
    await bring(`${HEAD}\n2026-03-01,US,1,1`);
    const wrong = bring(`${HEAD}\n2026-03-01,US,9,9\n2026-03-02,Atlantis,1,1\n2026-03-03,US,-1,1`);
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [
        { path: 'csv.3.country', message: 'line 3, country: “Atlantis” is no country' },
        { path: 'csv.4.impressions', message: 'line 4, impressions: is negative' },
      ],
    });
    expect(await kept()).toEqual(['2026-03-01 gpt US 1 1000000']);
  });

  it('turns another currency into dollars by the rate it is given, and asks for one', async () => {
    await bring(`${HEAD}\n2026-03-01,US,1,2`, { currency: 'EUR', usdPerUnit: 1.25 });
    expect(await kept()).toEqual(['2026-03-01 gpt US 1 2500000']);
    const csv = `${HEAD}\n2026-03-01,US,1,2`;
    await expect(bring(csv, { currency: 'EUR' })).rejects.toMatchObject({ fields: [{ path: 'usdPerUnit' }] });
    await expect(bring(csv, { usdPerUnit: 2 })).rejects.toMatchObject({ fields: [{ path: 'usdPerUnit' }] });
    for (const usdPerUnit of [0, -1, 10_001, Infinity, Number.NaN])
      await expect(bring(csv, { currency: 'EUR', usdPerUnit })).rejects.toMatchObject({
        fields: [{ path: 'usdPerUnit' }],
      });
  });

  it('counts at once for what a view is worth', async () => {
    const us = { network: 'gpt', country: 'US', kind: 'text' };
    expect((await revenuePerView({ ctx: operator }))(us)).toEqual({ microUsd: 1_000, basis: 'assumed' });
    await bring(`${HEAD}\n2026-03-01,US,100000,900`);
    const { microUsd, basis } = (await revenuePerView({ ctx: operator }))(us);
    expect(basis).toBe('reported');
    expect(microUsd).toBeGreaterThan(8_800);
  });

  it('is for operators', async () => {
    await expect(bring(`${HEAD}\n2026-03-01,US,1,1`, {}, person)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await kept()).toEqual([]);
  });

  it('refuses 20 MB before it reads them, and more rows than a year of a network has', async () => {
    const huge = `${HEAD}\n${'2026-03-01,US,1,1\n'.repeat(1_200_000)}`;
    const began = Date.now();
    await expect(bring(huge)).rejects.toMatchObject({ code: 'payload_too_large' });
    expect(Date.now() - began).toBeLessThan(500);
    const many = `${HEAD}\n${'2026-03-01,US,1,1\n'.repeat(MOST_REPORT_ROWS + 1)}`;
    await expect(bring(many)).rejects.toMatchObject({ fields: [{ path: `csv.${MOST_REPORT_ROWS + 2}` }] });
  });
});
