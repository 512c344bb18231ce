import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  answerAd,
  clickAd,
  createCampaign,
  deleteCampaign,
  getCampaign,
  listCampaigns,
  setCampaignState,
  updateCampaign,
  type AdSessionView,
  type CampaignInput,
  type CampaignView,
} from '@/lib/ads';
import { pickCreatives } from '@/lib/ads/campaigns';
import type { Ctx } from '@/lib/context';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';
import { campaignOf, FULL_CAMPAIGN } from '../../support/campaigns';
import { openTestDb } from '../../support/test-db';

let world: AdWorld;
let operator: Ctx;

beforeAll(async () => {
  world = adWorld(await openTestDb());
  operator = (await world.watcher({ role: 'admin' })).ctx;
});
// Where a campaign can be shown it is: built-in creatives only fill the rest.
beforeEach(() => world.settings.change({ ads: { builtInWeight: 0, cooldownSeconds: 0, dailyCap: 1000 } }));
afterEach(async () => {
  await world.db.sql(`UPDATE ad_campaigns SET state = 'ended' WHERE state <> 'ended' RETURNING id`);
});
afterAll(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
  await world.db.close();
});

const live = (change: Partial<CampaignInput> = {}): Promise<CampaignView> =>
  createCampaign({ ctx: operator, input: campaignOf({ state: 'live', ...change }) });

/** What one person would be shown now, by the campaign's id or the built-in creative's. */
async function shownTo(
  user: Watcher,
  {
    kind = 'text',
    plan = 'free',
    seed = 'seed',
    ...change
  }: Partial<Ctx> & {
    kind?: 'text' | 'image' | 'video';
    plan?: 'free' | 'premium';
    seed?: string;
  } = {},
): Promise<string> {
  const ctx = { ...user.ctx, ...change };
  const [picked] = await pickCreatives(ctx, { userId: user.userId, plan, kind, count: 1, seed });
  return picked!.campaignId ?? picked!.creativeId;
}

async function watched(user: Watcher): Promise<AdSessionView> {
  const session = await user.start();
  await user.beat(session, 0);
  world.clock.advance(6_000);
  await user.beat(session, 6);
  await user.claim(session);
  return session;
}

describe('a campaign is shown', () => {
  it('in place of the built-in ads, as it says, with its question and the form of its link', async () => {
    const { id } = await live({ ...FULL_CAMPAIGN, target: {} });
    const user = await world.watcher();
    const session = await user.start();
    const view = session.views[0]!;
    expect(view.creative).toEqual({
      ...{ id: 'campaign', kind: 'text', scenes: 1 },
      campaign: {
        ...{ campaignId: id, headline: 'Tulips are here', body: 'Bulbs by post, in peat-free soil.' },
        ...{ action: 'See the bulbs', hasLink: true, media: null },
        click: { sessionId: session.id, token: session.token, viewId: view.id },
      },
    });
    expect(view.question).toEqual({
      text: 'Which colour?',
      choices: ['Red', 'Yellow', 'White'],
      reward: 1,
      answer: null,
    });
    expect(JSON.stringify(session)).not.toContain('bulbs.example');
  });

  it('from its beginning to its end, live and not paused', async () => {
    const user = await world.watcher();
    const { id } = await live({ startsAt: '2026-03-10T13:00:00Z', endsAt: '2026-03-10T14:00:00Z' });
    const at = async (time: string) => {
      world.clock.set(time);
      return (await shownTo(user)) === id;
    };
    expect(await at('2026-03-10T12:59:59.999Z')).toBe(false);
    expect(await at('2026-03-10T13:00:00.000Z')).toBe(true);
    await setCampaignState({ ctx: operator, input: { id, state: 'paused' } });
    expect(await at('2026-03-10T13:30:00.000Z')).toBe(false);
    await setCampaignState({ ctx: operator, input: { id, state: 'live' } });
    expect(await at('2026-03-10T13:59:59.999Z')).toBe(true);
    expect(await at('2026-03-10T14:00:00.000Z')).toBe(false);
  });

  it.each([
    ['kinds', { kinds: ['image'] as const }, { kind: 'image' as const }, { kind: 'text' as const }],
    ['countries', { countries: ['DE', 'AT'] }, { country: 'AT' }, { country: 'FR' }],
    ['languages', { languages: ['en'] }, {}, null],
    ['other languages', { languages: ['fr'] }, null, {}],
    ['plans', { plans: ['premium'] as const }, { plan: 'premium' as const }, { plan: 'free' as const }],
  ])('to whom it suits: %s', async (_name, target, suits, not) => {
    const user = await world.watcher();
    const { id } = await live({ target: { ...target } as CampaignInput['target'] });
    if (suits) expect(await shownTo(user, suits)).toBe(id);
    if (not) expect(await shownTo(user, not)).not.toBe(id);
  });

  it('to nobody whose country is not known, when it is for some countries', async () => {
    const { id } = await live({ target: { countries: ['DE'] } });
    expect(await shownTo(await world.watcher(), { country: null })).not.toBe(id);
  });

  it('to one person as often a day as its cap says, counted by views that have begun', async () => {
    world.clock.set('2026-03-12T12:00:00.000Z');
    const { id } = await live({ capPerUserDay: 2 });
    const user = await world.watcher();
    const seen = async () => (await watched(user)).views[0]!.creative.campaign?.campaignId;
    // Never twice in a row: a built-in one may stand between.
    world.settings.change({ ads: { builtInWeight: 1 } });
    const shown = [];
    for (let time = 0; time < 5; time += 1) shown.push(await seen());
    expect(shown.filter((campaign) => campaign === id).length).toBeLessThanOrEqual(2);
    world.settings.change({ ads: { builtInWeight: 0 } });
    const other = await world.watcher();
    expect(
      [await watched(other), await watched(other), await watched(other)].map(({ views }) => views[0]!.creative.id),
    ).toEqual(['campaign', 'campaign', expect.not.stringMatching('campaign')]);
    world.clock.set('2026-03-13T00:00:00.000Z');
    expect(await shownTo(other)).toBe(id);
  });

  it('by weight: as often as its share of all weights says', async () => {
    world.settings.change({ ads: { builtInWeight: 1 } });
    const heavy = await live({ weight: 6 });
    const light = await live({ weight: 2 });
    const user = await world.watcher();
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 200; draw += 1) {
      const shown = await shownTo(user, { seed: `draw ${draw}` });
      counts.set(shown, (counts.get(shown) ?? 0) + 1);
    }
    // 6, 2, 1 and 1 of 10; within four standard deviations.
    expect(Math.abs(counts.get(heavy.id)! - 120)).toBeLessThan(28);
    expect(Math.abs(counts.get(light.id)! - 40)).toBeLessThan(23);
    expect(Math.abs(counts.get('coins')! - 20)).toBeLessThan(17);
    expect(counts.size).toBe(4);
  });

  it('the same way for the same session, and never twice in a row where there is a choice', async () => {
    world.settings.change({ ads: { builtInWeight: 1 } });
    await live({ weight: 1000 });
    const user = await world.watcher();
    const input = { userId: user.userId, plan: 'free', kind: 'text', count: 20, seed: 'one' } as const;
    const picked = await pickCreatives(user.ctx, input);
    expect(await pickCreatives(user.ctx, input)).toEqual(picked);
    const ids = picked.map(({ campaignId, creativeId }) => campaignId ?? creativeId);
    expect(ids.filter((id, index) => id === ids[index - 1])).toEqual([]);
    const first = await watched(user);
    const second = await watched(user);
    expect(second.views[0]!.creative).not.toEqual(first.views[0]!.creative);
  });

  it('in one round trip, however many there are', async () => {
    for (let made = 0; made < 5; made += 1) await live();
    const user = await world.watcher();
    let statements = 0;
    const db = {
      ...user.ctx.db,
      sql: (...args: Parameters<typeof user.ctx.db.sql>) => {
        statements += 1;
        return user.ctx.db.sql(...args);
      },
    } as Ctx['db'];
    await pickCreatives({ ...user.ctx, db }, { userId: user.userId, plan: 'free', kind: 'text', count: 6, seed: 'x' });
    expect(statements).toBe(1);
  });
});

describe('a session under way', () => {
  it('keeps showing what it began with, whatever becomes of the campaign', async () => {
    const campaign = await live({ ...FULL_CAMPAIGN, target: {}, startsAt: null, endsAt: null });
    const user = await world.watcher();
    const session = await user.start();
    await updateCampaign({ ctx: operator, input: { id: campaign.id, patch: { creative: { headline: 'Roses' } } } });
    await deleteCampaign({ ctx: operator, input: campaign });
    const again = await user.start();
    expect(again).toEqual(session);
    await user.watch(session, 6);
    expect(await user.claim(session)).toMatchObject({ reward: 5 });
  });

  it('goes on even where the row of its campaign is gone; its link leads nowhere then', async () => {
    const { id } = await live({ ...FULL_CAMPAIGN, target: {}, startsAt: null, endsAt: null });
    const user = await world.watcher();
    const session = await user.start();
    await user.beat(session, 0);
    await world.db.sql('DELETE FROM ad_campaigns WHERE id = $1::uuid RETURNING id', [id]);
    expect((await user.start()).views[0]!.creative.campaign).toMatchObject({ headline: 'Tulips are here' });
    const { click } = session.views[0]!.creative.campaign!;
    await expect(clickAd({ ctx: user.ctx, input: click! })).rejects.toMatchObject({ code: 'not_found' });
    await user.watch(session, 6);
    expect(await user.claim(session)).toMatchObject({ reward: 5 });
  });
});

describe('a click', () => {
  it('is counted once, under twenty at once, leads where the campaign says now, and pays nothing', async () => {
    const { id } = await live({ ...FULL_CAMPAIGN, target: {}, startsAt: null, endsAt: null });
    const user = await world.watcher();
    const session = await user.start();
    const click = session.views[0]!.creative.campaign!.click!;
    const send = () => clickAd({ ctx: user.ctx, input: { ...click, url: 'https://evil.example' } as typeof click });
    await expect(send()).rejects.toMatchObject({ code: 'conflict' });
    await user.beat(session, 0);
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    expect(new Set(answers.map(({ url }) => url))).toEqual(new Set(['https://bulbs.example/spring']));
    const patch = { creative: { url: 'https://bulbs.example/autumn' } };
    await updateCampaign({ ctx: operator, input: { id, patch } });
    expect(await send()).toEqual({ url: 'https://bulbs.example/autumn' });
    const report = await getCampaign({ ctx: operator, input: { id } });
    expect(report.figures).toMatchObject({ views: 1, clicks: 1, completed: 0 });
    expect(await user.available()).toBe(0);
  });

  it('belongs to the one who sees the ad', async () => {
    await live({ ...FULL_CAMPAIGN, target: {}, startsAt: null, endsAt: null });
    const [user, other] = [await world.watcher(), await world.watcher()];
    const session = await user.start();
    await user.beat(session, 0);
    const click = session.views[0]!.creative.campaign!.click!;
    const refused = { code: 'not_found' };
    await expect(clickAd({ ctx: other.ctx, input: click })).rejects.toMatchObject(refused);
    await expect(clickAd({ ctx: user.ctx, input: { ...click, token: 'x' } })).rejects.toMatchObject(refused);
    await expect(clickAd({ ctx: user.ctx, input: { ...click, viewId: other.userId } })).rejects.toMatchObject(refused);
  });

  it('is nowhere on an ad without a link', async () => {
    await live();
    const user = await world.watcher();
    const session = await user.start();
    await user.beat(session, 0);
    const { campaign } = session.views[0]!.creative;
    expect(campaign).toMatchObject({ hasLink: false, action: null });
    expect(campaign!.click).toBeUndefined();
    const input = { sessionId: session.id, token: session.token, viewId: session.views[0]!.id };
    await expect(clickAd({ ctx: user.ctx, input })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the numbers of a campaign', () => {
  it('are its views, those seen to the end, clicks and answers, by day, by choice and in the list', async () => {
    world.clock.set('2026-03-20T10:00:00.000Z');
    const { id } = await live({ ...FULL_CAMPAIGN, target: {}, capPerUserDay: null });
    const answer = async (choice: number | null, seconds: number) => {
      const user = await world.watcher();
      const session = await user.start();
      await user.watch(session, seconds);
      const { click } = session.views[0]!.creative.campaign!;
      if (choice !== null) await answerAd({ ctx: user.ctx, input: { ...click!, choice } });
      if (choice === 1) await clickAd({ ctx: user.ctx, input: click! });
    };
    await answer(0, 6);
    await answer(1, 6);
    await answer(1, 2);
    world.clock.set('2026-03-21T10:00:00.000Z');
    await answer(null, 6);
    // Made, but never begun: nobody saw it.
    await (await world.watcher()).start();
    const figures = { views: 4, completed: 3, clicks: 2, asked: 4, answers: 3 };
    const report = await getCampaign({ ctx: operator, input: { id } });
    expect(report.figures).toEqual(figures);
    expect(report.days).toHaveLength(30);
    expect(report.days.slice(-2)).toEqual([
      { day: '2026-03-20', views: 3, completed: 2, clicks: 2, asked: 3, answers: 3 },
      { day: '2026-03-21', views: 1, completed: 1, clicks: 0, asked: 1, answers: 0 },
    ]);
    const choices = [
      { text: 'Red', answers: 1 },
      { text: 'Yellow', answers: 2 },
      { text: 'White', answers: 0 },
    ];
    expect(report.questions).toEqual([{ text: 'Which colour?', choices }]);
    const { items } = await listCampaigns({ ctx: operator, input: { limit: 5 } });
    expect(items.find((item) => item.id === id)!.figures).toEqual(figures);
    // Another question counts for itself; the old answers stay with theirs.
    const question = { text: 'And the scent?', choices: ['Yes', 'No'] };
    await updateCampaign({ ctx: operator, input: { id, patch: { question } } });
    const { questions } = await getCampaign({ ctx: operator, input: { id } });
    expect(questions.map(({ text }) => text)).toEqual(['And the scent?', 'Which colour?']);
    world.clock.set('2026-04-19T10:00:00.000Z');
    expect((await getCampaign({ ctx: operator, input: { id } })).figures).toMatchObject({ views: 1 });
  });
});

describe('a question', () => {
  it('of a house ad pays its rule once, with the claim, whatever is answered', async () => {
    await live({ ...FULL_CAMPAIGN, target: {}, startsAt: null, endsAt: null });
    const user = await world.watcher();
    const session = await user.start();
    const input = { sessionId: session.id, token: session.token, viewId: session.views[0]!.id };
    const say = (choice: number) => answerAd({ ctx: user.ctx, input: { ...input, choice } });
    await expect(say(0)).rejects.toMatchObject({ code: 'conflict' });
    await user.beat(session, 0);
    await expect(say(3)).rejects.toMatchObject({ fields: [{ path: 'choice' }] });
    const answers = await Promise.all([say(2), say(1), say(0), say(2)]);
    expect(new Set(answers.map(({ answer }) => answer)).size).toBe(1);
    expect(await user.available()).toBe(0);
    await user.watch(session, 6);
    expect(await user.claim(session)).toMatchObject({ reward: 6, available: 6 });
  });

  it('unanswered pays nothing, and is not asked where no rule pays for it', async () => {
    const user = await world.watcher();
    const session = await user.start();
    expect(session.views[0]!.question).toMatchObject({ reward: 1, answer: null });
    await user.watch(session, 6);
    expect(await user.claim(session)).toMatchObject({ reward: 5 });
    world.settings.change({ ads: { bonuses: [] } });
    expect((await (await world.watcher()).start()).views[0]!.question).toBeNull();
  });

  it('is in the words of the hub on each built-in creative', async () => {
    world.settings.change({
      ads: { bonuses: [{ id: 'ask', type: 'question', reward: 2, kinds: ['text', 'image', 'video'] }] },
    });
    for (const kind of ['text', 'image', 'video'] as const) {
      const { question, creative } = (await (await world.watcher()).start(kind)).views[0]!;
      expect(creative.campaign).toBeUndefined();
      expect(question).toMatchObject({ text: expect.stringMatching(/\?$/), reward: 2, answer: null });
      expect(question!.choices.length).toBeGreaterThanOrEqual(3);
    }
  });
});
