import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clickAd,
  createCampaign,
  deleteCampaign,
  getCampaign,
  listCampaigns,
  setCampaignState,
  updateCampaign,
  type CampaignInput,
} from '@/lib/ads';
import { listAudit } from '@/lib/audit';
import { withCtx, type Ctx } from '@/lib/context';
import { adWorld, type AdWorld } from '../../support/ad-world';
import { campaignOf, FULL_CAMPAIGN } from '../../support/campaigns';
import { openTestDb } from '../../support/test-db';

let world: AdWorld;
let operator: Ctx;

beforeAll(async () => {
  world = adWorld(await openTestDb());
  operator = (await world.watcher({ role: 'admin' })).ctx;
});
afterAll(async () => {
  await world.db.close();
});

const create = (input: CampaignInput) => createCampaign({ ctx: operator, input });
const wrong = async (input: unknown): Promise<string[]> => {
  const error = await create(input as CampaignInput).then(
    () => null,
    (thrown: { code: string; fields: { path: string }[] }) => thrown,
  );
  expect(error).toMatchObject({ code: 'invalid_input' });
  return error!.fields.map(({ path }) => path);
};
const saying = (creative: object) => ({ ...campaignOf(), creative: { headline: 'Tulips', ...creative } });

describe('a campaign', () => {
  it('is a draft with defaults where little is said, and keeps everything that is', async () => {
    expect(await create(campaignOf())).toMatchObject({
      ...{
        name: 'Spring',
        state: 'draft',
        phase: 'draft',
        weight: 1,
        capPerUserDay: null,
        question: null,
        media: null,
      },
      ...{ startsAt: null, endsAt: null, target: { kinds: [], countries: [], languages: [], plans: [] } },
      creative: { headline: 'Tulips are here', action: null, url: null, mediaId: null, alt: '' },
    });
    const full = await create(FULL_CAMPAIGN);
    expect(full).toMatchObject({ ...FULL_CAMPAIGN, phase: 'running' });
    expect((await getCampaign({ ctx: operator, input: { id: full.id } })).campaign).toEqual(full);
  });

  it('is changed by a merge patch: null takes a member back, the rest stays', async () => {
    const { id } = await create({ ...FULL_CAMPAIGN, state: 'draft' });
    const patch = { weight: 7, capPerUserDay: null, question: null, creative: { body: 'Now with roses.' } };
    const after = await updateCampaign({ ctx: operator, input: { id, patch } });
    expect(after).toMatchObject({ weight: 7, capPerUserDay: null, question: null });
    expect(after.creative).toMatchObject({
      headline: 'Tulips are here',
      body: 'Now with roses.',
      action: 'See the bulbs',
    });
    await expect(
      updateCampaign({ ctx: operator, input: { id, patch: { colour: 'red', creative: { url: null } } } }),
    ).rejects.toMatchObject({ fields: [{ path: 'creative.url' }, { path: 'colour' }] });
    expect((await getCampaign({ ctx: operator, input: { id } })).campaign).toEqual(after);
  });

  it('goes from draft to live to paused and back, and once ended stays so', async () => {
    const { id } = await create(campaignOf());
    const to = (state: 'draft' | 'live' | 'paused' | 'ended') =>
      setCampaignState({ ctx: operator, input: { id, state } });
    await expect(to('paused')).rejects.toMatchObject({ code: 'conflict' });
    expect(await to('live')).toMatchObject({ phase: 'running' });
    await expect(to('draft')).rejects.toMatchObject({ code: 'conflict' });
    expect(await to('paused')).toMatchObject({ phase: 'paused' });
    expect(await to('live')).toMatchObject({ state: 'live' });
    expect(await to('ended')).toMatchObject({ phase: 'ended' });
    await expect(to('live')).rejects.toMatchObject({ code: 'conflict' });
    const change = { ctx: operator, input: { id, patch: { name: 'Autumn' } } };
    await expect(updateCampaign(change)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is deleted while nobody can have seen it; else it ends, and keeps its numbers', async () => {
    const draft = await create(campaignOf());
    expect(await deleteCampaign({ ctx: operator, input: draft })).toBeNull();
    await expect(getCampaign({ ctx: operator, input: draft })).rejects.toMatchObject({ code: 'not_found' });
    const live = await create(FULL_CAMPAIGN);
    expect(await deleteCampaign({ ctx: operator, input: live })).toMatchObject({ id: live.id, state: 'ended' });
    expect(await deleteCampaign({ ctx: operator, input: live })).toMatchObject({ state: 'ended' });
  });

  it('leaves a trace of each change, with who made it', async () => {
    const { id } = await create(campaignOf());
    await setCampaignState({ ctx: operator, input: { id, state: 'live' } });
    const of = (action: string) => listAudit({ ctx: operator, input: { action, subjectId: id, limit: 5 } });
    expect(await of('campaign.create')).toMatchObject([{ data: { name: 'Spring', state: 'draft' } }]);
    expect(await of('campaign.update')).toMatchObject([{ data: { patch: { state: 'live' } } }]);
  });

  it('is listed newest first, by pages and by state, with its numbers', async () => {
    const names = ['one', 'two', 'three'];
    for (const name of names) await create(campaignOf({ name }));
    const first = await listCampaigns({ ctx: operator, input: { state: 'draft', limit: 2 } });
    expect(first.items.map(({ name }) => name)).toEqual(['three', 'two']);
    expect(first.items[0]!.figures).toEqual({ views: 0, completed: 0, clicks: 0, asked: 0, answers: 0 });
    const rest = { ctx: operator, input: { state: 'draft' as const, limit: 2, cursor: first.nextCursor! } };
    expect((await listCampaigns(rest)).items[0]).toMatchObject({ name: 'one' });
    await expect(listCampaigns({ ctx: operator, input: { limit: 2, cursor: 'x' } })).rejects.toMatchObject({
      fields: [{ path: 'cursor' }],
    });
  });
});

describe('what a campaign may say', () => {
  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a tag', 'Buy <b>now'],
    ['an override of direction', 'Buy \u202enow'],
    ['an isolate', 'Buy \u2066now'],
    ['a mark of direction', 'Buy \u200fnow'],
    ['a line break', 'Buy\nnow'],
    ['a null', 'Buy\u0000now'],
    ['half a sign', 'Buy \ud800now'],
    ['a space nobody sees', 'Buy\u200bnow'],
  ])('has no %s in any of its words', async (_name, text) => {
    expect(
      await wrong(saying({ headline: text, body: text, action: text, alt: text, url: 'https://a.example' })),
    ).toEqual(expect.arrayContaining(['creative.headline', 'creative.body', 'creative.action', 'creative.alt']));
    expect(await wrong({ ...campaignOf(), name: text, question: { text, choices: [text, 'No'] } })).toEqual(
      expect.arrayContaining(['name', 'question.text', 'question.choices.0']),
    );
  });

  it('may compare and count, and write any language', async () => {
    const { creative } = await create(saying({ headline: '3 < 5 & "so"', body: 'می\u200cخواهم تازه‌ها را ببینم' }));
    expect(creative).toMatchObject({ headline: '3 < 5 & "so"', body: 'می\u200cخواهم تازه‌ها را ببینم' });
  });

  it.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'http://bulbs.example/',
    'data:text/html,x',
    '//bulbs.example',
    'https://user:secret@bulbs.example/',
    'https://user@bulbs.example/',
    'https:\\\\bulbs.example',
    'https://localhost/',
    'https://',
    'ftp://bulbs.example/',
    'https://bulbs.example/\u202egpj',
  ])('leads nowhere else than to an https address: not %j', async (url) => {
    expect(await wrong(saying({ action: 'Go', url }))).toEqual(['creative.url']);
  });

  it('keeps an address as a browser writes it', async () => {
    const { creative } = await create(saying({ action: 'Go', url: ' https://BULBS.example/a"b?x=<1> ' }));
    expect(creative.url).toBe('https://bulbs.example/a%22b?x=%3C1%3E');
  });

  it('names every member that is wrong', async () => {
    expect(
      await wrong({
        ...{ name: '', weight: 0, capPerUserDay: 0, startsAt: 'tomorrow', colour: 'red', state: 'gone' },
        target: { kinds: ['radio'], countries: ['de'], languages: ['EN'], plans: ['gold'] },
        creative: { headline: 'x'.repeat(61), body: 'x'.repeat(161), mediaId: 'x' },
        question: { text: 'x'.repeat(121), choices: ['one'] },
      }),
    ).toEqual(
      expect.arrayContaining([
        ...['name', 'weight', 'capPerUserDay', 'startsAt', 'colour', 'state'],
        ...['target.kinds.0', 'target.countries.0', 'target.languages.0', 'target.plans.0'],
        ...['creative.headline', 'creative.body', 'creative.mediaId', 'question.text', 'question.choices'],
      ]),
    );
  });

  it('has words for its link, an address for its words, and different choices', async () => {
    expect(await wrong(saying({ url: 'https://bulbs.example' }))).toEqual(['creative.action']);
    expect(await wrong(saying({ action: 'Go' }))).toEqual(['creative.url']);
    expect(await wrong({ ...campaignOf(), question: { text: 'Which?', choices: ['Red', 'red'] } })).toEqual([
      'question.choices',
    ]);
    const unknown = saying({ mediaId: '018f3f3e-0000-7000-8000-000000000000', alt: 'Tulips' });
    expect(await wrong(unknown)).toEqual(['creative.mediaId']);
  });

  it('ends after it begins, and does not go live when its time is over', async () => {
    const [startsAt, endsAt] = ['2026-03-09T00:00:00Z', '2026-03-10T00:00:00Z'];
    expect(await wrong({ ...campaignOf(), startsAt: endsAt, endsAt: startsAt })).toEqual(['endsAt']);
    expect(await wrong({ ...campaignOf(), state: 'live', startsAt, endsAt })).toEqual(['endsAt']);
    expect(await wrong({ ...campaignOf(), state: 'ended' })).toEqual(['state']);
    const { id } = await create(campaignOf({ startsAt, endsAt }));
    await expect(setCampaignState({ ctx: operator, input: { id, state: 'live' } })).rejects.toMatchObject({
      fields: [{ path: 'endsAt' }],
    });
  });
});

describe('campaigns', () => {
  it('are for operators in a browser alone', async () => {
    const person = await world.watcher();
    const { id } = await create(campaignOf());
    const key = withCtx(operator, {
      actor: { type: 'apiKey', userId: person.userId, keyId: 'k', scopes: [], plan: 'free' },
    });
    const guest = withCtx(operator, { actor: { type: 'guest' } });
    for (const [ctx, code] of [
      [person.ctx, 'forbidden'],
      [key, 'forbidden'],
      [guest, 'unauthenticated'],
    ] as const) {
      await expect(createCampaign({ ctx, input: campaignOf() })).rejects.toMatchObject({ code });
      await expect(updateCampaign({ ctx, input: { id, patch: {} } })).rejects.toMatchObject({ code });
      await expect(setCampaignState({ ctx, input: { id, state: 'live' } })).rejects.toMatchObject({ code });
      await expect(deleteCampaign({ ctx, input: { id } })).rejects.toMatchObject({ code });
      await expect(listCampaigns({ ctx, input: { limit: 5 } })).rejects.toMatchObject({ code });
      await expect(getCampaign({ ctx, input: { id } })).rejects.toMatchObject({ code });
    }
  });

  it('answer 404 for what is no id, and for one that is not there', async () => {
    for (const id of ['x', '018f3f3e-0000-7000-8000-000000000000']) {
      await expect(getCampaign({ ctx: operator, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
      await expect(deleteCampaign({ ctx: operator, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
      const patch = { ctx: operator, input: { id, patch: { name: 'x' } } };
      await expect(updateCampaign(patch)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('refuse changes at once that do not fit together, and keep the later one', async () => {
    const { id } = await create(campaignOf({ startsAt: '2026-03-12T00:00:00Z', endsAt: '2026-03-20T00:00:00Z' }));
    const change = (patch: object) => updateCampaign({ ctx: operator, input: { id, patch: { ...patch } } });
    const results = await Promise.allSettled([
      change({ startsAt: '2026-03-18T00:00:00Z' }),
      change({ endsAt: '2026-03-14T00:00:00Z' }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('count no click of somebody without a session', async () => {
    const guest = withCtx(operator, { actor: { type: 'guest' } });
    const input = { sessionId: 'x', token: 'x', viewId: 'x' };
    await expect(clickAd({ ctx: guest, input })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(clickAd({ ctx: operator, input })).rejects.toMatchObject({ code: 'not_found' });
  });
});
