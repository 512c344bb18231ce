import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { adStatus, fallBack, rollUpAdDays, startAd, YOUNG_DAYS, type NetworkId } from '@/lib/ads';
import { forgetFacts } from '@/lib/ads/yield/facts';
import { explores } from '@/lib/ads/yield/order';
import { waterfall } from '@/lib/ads/yield/waterfall';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { adWorld, type AdWorld, type Watcher } from '@/tests/support/ad-world';
import { goodSession, writeAdHistory, type PastSession } from '@/tests/support/ad-history';
import { openTestDb } from '@/tests/support/test-db';

const ACCOUNTS = { GAM_REWARDED_AD_UNIT: '/1/rewarded', ADSENSE_CLIENT_ID: 'ca-pub-1', ADMOB_AD_UNITS: ['7'] };
const GRANTED = { consent: { ads: 'granted', underAge: false } } as const;

let db: Db;
let world: AdWorld;
let watcher: Watcher;
let ctx: Ctx;

beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(async () => {
  await db.sql('DELETE FROM ad_yield RETURNING day');
  await db.sql('DELETE FROM ad_days RETURNING day');
  await db.sql('DELETE FROM ad_sessions RETURNING id');
  world = adWorld(db);
  world.ctx.adAccounts = { ...world.ctx.adAccounts, ...ACCOUNTS };
  watcher = await settled();
  ctx = watcher.ctx;
});

/** Somebody who goes by what is known: one in twenty would try what is not. */
async function settled(at: AdWorld = world): Promise<Watcher> {
  const someone = await at.watcher({}, GRANTED);
  return explores(someone.userId, '2026-03-10') ? settled(at) : someone;
}

const idsOf = async (at: Ctx = ctx, place: 'inline' | 'page' | 'app' = 'page') =>
  (await waterfall(at, { kind: 'text', place })).map(({ id }) => id);

const ago = (minutes: number) => new Date(world.clock.now().getTime() - minutes * 60_000);

/** Says that a network paid so much a thousand views. */
async function pays(network: string, cpmUsd: number, country = ''): Promise<void> {
  await db.sql(
    `INSERT INTO ad_yield (day, network, country, kind, impressions, revenue_micro_usd, source, updated_at)
     VALUES ($1::date, $2::text, $3::text, '', 100000, $4::bigint, 'import', $1::timestamptz) RETURNING day`,
    [ago(60 * 24), network, country, Math.round(cpmUsd * 100e6)],
  );
  forgetFacts(ctx);
}

async function happened(sessions: readonly PastSession[]): Promise<void> {
  await writeAdHistory(db, sessions);
  await rollUpAdDays({ ctx: world.ctx, input: YOUNG_DAYS });
  forgetFacts(ctx);
}

const failed = (userId: string, network: string, createdAt: Date, reason = 'no_fill') =>
  goodSession({
    ...{ userId, createdAt, state: 'expired', paidMicro: null, network: 'house' },
    views: [],
    fallbacks: [{ network, reason }],
  });

const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('which network is asked first', () => {
  it('ends with house ads, whoever asks and wherever', async () => {
    expect(await idsOf()).toEqual(['gpt', 'h5', 'house']);
    expect(await idsOf(ctx, 'inline')).toEqual(['house']);
    expect(await idsOf(ctx, 'app')).toEqual(['admob', 'house']);
    expect(await idsOf(world.ctx)).toEqual(['house']);
  });

  it('is only one that is configured, switched on and agreed to', async () => {
    expect(await idsOf(withCtx(ctx, { consent: { ads: 'denied', underAge: false } }))).toEqual(['house']);
    expect(await idsOf(withCtx(ctx, { consent: { ads: 'granted', underAge: true } }))).toEqual(['house']);
    expect(await idsOf(withCtx(ctx, { adAccounts: { ...ctx.adAccounts, GAM_REWARDED_AD_UNIT: '' } }))).toEqual([
      'h5',
      'house',
    ]);
    world.settings.change({ ads: { networks: { h5: { enabled: false } } } });
    expect(await idsOf()).toEqual(['gpt', 'house']);
  });

  it('asks no app on a hub for children, which cannot be told so', async () => {
    world.settings.change({ ads: { consent: { childDirected: true } } });
    expect(await idsOf(ctx, 'app')).toEqual(['house']);
    expect(await idsOf()).toEqual(['gpt', 'h5', 'house']);
    await expect(startAd({ ctx, input: { kind: 'text', network: 'admob', place: 'app' } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('is the better payer, by country where reports tell', async () => {
    await pays('h5', 3);
    expect((await idsOf())[0]).toBe('h5');
    await pays('gpt', 9, 'DE');
    await pays('h5', 2, 'DE');
    expect((await idsOf(withCtx(ctx, { country: 'DE' })))[0]).toBe('gpt');
  });

  it('is another when the better payer rarely has an ad', async () => {
    await pays('gpt', 2);
    await pays('h5', 1);
    expect((await idsOf())[0]).toBe('gpt');
    const other = await world.watcher();
    // Hours ago: it does not rest, it is only worth less.
    await happened(times(60, (index) => failed(other.userId, 'gpt', ago(200 + index))));
    expect(await idsOf()).toEqual(['h5', 'gpt', 'house']);
  });

  it('leaves one alone that failed this person twice, and tries it again after an hour', async () => {
    await happened([failed(watcher.userId, 'gpt', ago(2), 'blocked'), failed(watcher.userId, 'gpt', ago(1), 'error')]);
    expect(await idsOf()).toEqual(['h5', 'house']);
    const other = await world.watcher({}, GRANTED);
    expect(await idsOf(other.ctx)).toContain('gpt');
    world.clock.advance(3_600_000);
    expect(await idsOf()).toContain('gpt');
  });

  it('leaves one alone that failed everybody in the last hour, and tries it again when that hour is over', async () => {
    const others = await Promise.all(times(5, () => world.watcher()));
    await happened(times(25, (index) => failed(others[index % 5]!.userId, 'gpt', ago(index + 1))));
    expect(await idsOf()).toEqual(['h5', 'house']);
    world.clock.advance(3_600_000);
    expect(await idsOf()).toContain('gpt');
  });

  it('is not turned off for everybody by one person who says again and again that it fails', async () => {
    const other = await world.watcher();
    await happened(times(55, (index) => failed(other.userId, 'gpt', ago(index + 1))));
    expect(await idsOf()).toContain('gpt');
  });

  it('is none whose views or credits of today are used up', async () => {
    world.settings.change({ ads: { networks: { gpt: { viewsPerDay: 2 }, h5: { dailyCap: 12 } } } });
    await happened([
      ...times(2, () => goodSession({ userId: watcher.userId, createdAt: ago(30) })),
      ...times(2, () => goodSession({ userId: watcher.userId, createdAt: ago(30), network: 'h5' })),
    ]);
    expect(await idsOf()).toEqual(['house']);
    for (const network of ['gpt', 'h5'] as NetworkId[]) {
      const start = startAd({ ctx, input: { kind: 'text', network, place: 'page' } });
      await expect(start).rejects.toMatchObject({ code: 'cap_reached', retryAfterSeconds: 12 * 3_600 });
    }
    world.clock.advance(13 * 3_600_000);
    expect(await idsOf()).toContain('gpt');
  });

  it('is the same each time it is asked', async () => {
    await pays('h5', 3);
    const first = await idsOf();
    for (let turn = 0; turn < 5; turn++) expect(await idsOf()).toEqual(first);
  });
});

describe('what a choice costs', () => {
  /** The same database, counting what it is asked. */
  function counting(at: Ctx) {
    const asked: string[] = [];
    const sql: Db['sql'] = (text, values) => {
      asked.push(text);
      return at.db.sql(text, values);
    };
    return { asked, ctx: withCtx(at, { db: { ...at.db, sql } }) };
  }

  it('is one query, and three more once a minute in each process', async () => {
    const first = counting(ctx);
    await idsOf(first.ctx);
    expect(first.asked).toHaveLength(4);
    const second = counting(ctx);
    await idsOf(second.ctx);
    expect(second.asked).toHaveLength(1);
    world.clock.advance(61_000);
    const later = counting(ctx);
    await idsOf(later.ctx);
    expect(later.asked).toHaveLength(4);
  });

  it('is nothing where there are only house ads', async () => {
    const { asked, ctx: counted } = counting(withCtx(ctx, { consent: { ads: 'denied', underAge: false } }));
    await idsOf(counted);
    expect(asked).toEqual([]);
  });

  it('is not answered by what another hub knows', async () => {
    await pays('h5', 3);
    await idsOf();
    const other = adWorld(db);
    await db.sql('DELETE FROM ad_yield RETURNING day');
    other.ctx.adAccounts = ctx.adAccounts;
    expect((await idsOf((await settled(other)).ctx))[0]).toBe('gpt');
    expect((await idsOf())[0]).toBe('h5');
  });
});

describe('what people are told', () => {
  it('follows what would really be chosen for each kind', async () => {
    world.settings.change({ ads: { text: { watchSeconds: 60 }, video: { watchSeconds: 100, reward: 70 } } });
    const status = await adStatus({ ctx, input: {} });
    // The reward of a video is above what either browser network pays in a day.
    expect(status.kinds).toMatchObject({
      text: { views: 2, place: 'page' },
      image: { views: 1, place: 'page' },
      video: { views: 1, place: 'inline' },
    });
    expect(status.place).toBe('page');
    const { session } = await startAd({ ctx, input: { kind: 'video', place: 'page' } });
    expect(session).toMatchObject({ network: 'house', views: [{ seconds: 100 }] });
  });

  it('says that ads play in place where nothing of another company may be shown', async () => {
    const denied = withCtx(ctx, { consent: { ads: 'denied', underAge: false } });
    expect(await adStatus({ ctx: denied, input: {} })).toMatchObject({
      place: 'inline',
      kinds: { text: { views: 1 } },
    });
  });

  it('goes on with the next of the order when one has nothing to show', async () => {
    await pays('h5', 3);
    const { session } = await startAd({ ctx, input: { kind: 'text', place: 'page' } });
    expect(session.network).toBe('h5');
    const next = await fallBack({ ctx, input: { sessionId: session.id, token: session.token, reason: 'no_fill' } });
    expect(next.session.network).toBe('gpt');
    const last = await fallBack({ ctx, input: { sessionId: session.id, token: session.token, reason: 'blocked' } });
    expect(last.session.network).toBe('house');
  });

  it('stays with a network whose ad was closed, and counts it as failed when it fails after all', async () => {
    const { session } = await startAd({ ctx, input: { kind: 'text', place: 'page' } });
    const told = { sessionId: session.id, token: session.token };
    const closed = await fallBack({ ctx, input: { ...told, reason: 'closed' } });
    expect(closed.session.network).toBe('gpt');
    const failed = await fallBack({ ctx, input: { ...told, reason: 'no_fill' } });
    expect(failed.session.network).toBe('h5');
    const kept = 'SELECT network, reason FROM ad_fallbacks WHERE session_id = $1::uuid';
    expect(await db.sql(kept, [session.id])).toEqual([{ network: 'gpt', reason: 'no_fill' }]);
  });
});
