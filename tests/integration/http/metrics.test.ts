import { NextRequest } from 'next/server';
import { GET as metrics } from '@/app/api/metrics/route';
import { GET as ready } from '@/app/api/ready/route';
import { reconcile, reserve } from '@/lib/credits';
import type { Db } from '@/lib/db';
import type { Services } from '@/lib/server';
import { makeUser } from '@/tests/support/make-user';
import { manualClock } from '@/tests/support/manual-clock';
import { makeTestCtx } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';
import { scriptedAi } from '@/tests/support/scripted-ai';

const TOKEN = 'a token for collectors';
const clock = manualClock('2026-03-10T12:00:00.000Z');
let db: Db;
let services: Services;
beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(() => {
  // A copy: what is kept for a minute is kept for a database.
  services = useTestServices({ ...db }, { clock, ai: scriptedAi(), env: { METRICS_TOKEN: TOKEN } });
});
afterAll(dropTestServices);

const get = (authorization?: string) =>
  metrics(new NextRequest('http://hub.test/api/metrics', { headers: authorization ? { authorization } : {} }), {
    params: Promise.resolve({}),
  });

/** The value of one line; undefined where there is none. */
async function scrape(): Promise<(line: string) => number | undefined> {
  const response = await get(`Bearer ${TOKEN}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = new Map(
    (await response.text())
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
  return (line) => lines.get(line);
}

const system = () => makeTestCtx(services.db, { clock, actor: { type: 'system', job: 'test' } });

describe('the door of the metrics', () => {
  it.each([undefined, 'Bearer', 'Bearer wrong', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`])(
    'stays shut for %j',
    async (authorization) => {
      const response = await get(authorization);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'unauthenticated' });
    },
  );

  it('is not there without a configured token, whatever is sent', async () => {
    useTestServices(db, { clock, ai: scriptedAi() });
    for (const authorization of [undefined, 'Bearer undefined', `Bearer ${TOKEN}`]) {
      expect((await get(authorization)).status).toBe(404);
    }
  });
});

describe('the metrics', () => {
  it('tell what people have, what is held and what is overdue, a minute old at most', async () => {
    const { id } = await makeUser(system(), { credits: 7 });
    const hold = (amountMicro: bigint, minutes: number) => {
      const holdId = crypto.randomUUID();
      const deadlineAt = new Date(clock.now().getTime() + minutes * 60_000);
      return reserve({
        ctx: system(),
        input: { userId: id, holdId, amountMicro, ref: { type: 'offer', id: holdId }, deadlineAt },
      });
    };
    await hold(2_000_000n, 1);
    await hold(1_500_000n, 60);
    const first = await scrape();
    expect(first('megicai_credits{state="available"}')).toBe(3.5);
    expect(first('megicai_credits{state="held"}')).toBe(3.5);
    expect(first('megicai_credits{state="debt"}')).toBe(0);
    expect([first('megicai_open_holds'), first('megicai_open_holds_credits')]).toEqual([2, 3.5]);
    expect(first('megicai_overdue_holds')).toBe(0);
    clock.advance(59_999);
    expect((await scrape())('megicai_overdue_holds')).toBe(0);
    clock.advance(1);
    const later = await scrape();
    expect([later('megicai_overdue_holds'), later('megicai_overdue_holds_credits')]).toEqual([1, 2]);
  });

  it('tell what the newest check found, by its name', async () => {
    const before = await scrape();
    expect(before('megicai_ledger_checked_timestamp_seconds')).toBeUndefined();
    const { id } = await makeUser(system(), { credits: 3 });
    await reconcile({ ctx: system(), input: {} });
    clock.advance(60_000);
    const good = await scrape();
    expect(good('megicai_ledger_check_ok{check="wallet-available"}')).toBe(1);
    expect(good('megicai_ledger_check_differences{check="wallet-available"}')).toBe(0);
    expect(good('megicai_ledger_checked_timestamp_seconds')).toBe(clock.now().getTime() / 1_000 - 60);
    expect(good('megicai_platform_out_credits{account="bonus"}')).toBe(10);
    expect(good('megicai_platform_in_credits{account="bonus"}')).toBe(0);

    await db.sql('UPDATE credit_wallets SET debt_micro = 1 WHERE user_id = $1::uuid RETURNING user_id', [id]);
    await reconcile({ ctx: system(), input: {} });
    clock.advance(60_000);
    const bad = await scrape();
    expect(bad('megicai_ledger_check_ok{check="wallet-debt"}')).toBe(0);
    expect(bad('megicai_ledger_check_differences{check="wallet-debt"}')).toBe(1);
    expect(bad('megicai_ledger_check_ok{check="wallet-available"}')).toBe(1);
    await db.sql('UPDATE credit_wallets SET debt_micro = 0 WHERE user_id = $1::uuid RETURNING user_id', [id]);
  });

  it('tell of the jobs of this process and of the process itself', async () => {
    services.jobStats.record('sweep', clock.now(), true);
    services.jobStats.record('sweep', new Date(clock.now().getTime() + 5_000), false);
    const value = await scrape();
    expect(value('megicai_job_runs_total{job="sweep"}')).toBe(2);
    expect(value('megicai_job_failures_total{job="sweep"}')).toBe(1);
    expect(value('megicai_job_last_success_timestamp_seconds{job="sweep"}')).toBe(clock.now().getTime() / 1_000);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(value('process_start_time_seconds')).toBeGreaterThan(0);
  });

  it('leave the ledger out while the database is away, and say so', async () => {
    useTestServices(
      { ...db, sql: async () => Promise.reject(new Error('gone')) },
      { clock, ai: scriptedAi(), env: { METRICS_TOKEN: TOKEN } },
    );
    const value = await scrape();
    expect(value('megicai_ledger_readable')).toBe(0);
    expect(value('megicai_open_holds')).toBeUndefined();
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });
});

it('readiness reports the newest check without needing it', async () => {
  const report = async () => {
    const response = await ready(new NextRequest('http://hub.test/api/ready'), { params: Promise.resolve({}) });
    return ((await response.json()) as { reports: { ledger: string }; status: string }).reports.ledger;
  };
  const { id } = await makeUser(system());
  await reconcile({ ctx: system(), input: {} });
  expect(await report()).toBe('ok');
  await db.sql('UPDATE credit_wallets SET debt_micro = 1 WHERE user_id = $1::uuid RETURNING user_id', [id]);
  await reconcile({ ctx: system(), input: {} });
  expect(await report()).toBe('failed');
  clock.advance(3 * 86_400_000);
  expect(await report()).toBe('unchecked');
});
