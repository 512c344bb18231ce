import {
  addModel,
  changeModel,
  findModel,
  getModel,
  listModels,
  listProviders,
  refreshListing,
  resetModel,
  switchProvider,
} from '@/lib/admin';
import { changeModelSchema, newModelSchema } from '@/lib/admin/schema';
import { modelViewSchema, providerViewSchema } from '@/lib/admin/view-schema';
import { createAi, type Ai } from '@/lib/ai';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { parseEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { judgeSettings } from '@/lib/server/judge-settings';
import { createSettings, updateSettings, type SettingsStore } from '@/lib/settings';
import { listTools } from '@/lib/tools';
import { LISTS, startListServer, type ListServer } from '@/tests/support/list-server';
import { makeUser } from '@/tests/support/make-user';
import { makeTestCtx } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';

const MINI = 'openai/gpt-5.4-mini';

let db: Db;
let server: ListServer;
let settings: SettingsStore;
let ai: Ai;
let ctx: Ctx;
let person: Ctx;

beforeAll(async () => {
  db = await openTestDb();
  server = await startListServer(LISTS.openai);
  const env = parseEnv({ OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: server.url });
  const base = makeTestCtx(db);
  const opened: { settings?: SettingsStore } = {};
  const none = {};
  ai = createAi({ ...base, env, overrides: () => opened.settings?.current().models ?? none });
  settings = await createSettings(db, {}, undefined, (next) => judgeSettings(next, settings.current(), ai));
  opened.settings = settings;
  const operator = await makeUser(base, { role: 'admin' });
  const user = await makeUser(base);
  ctx = withCtx(base, { ai, settings, actor: operator.actor });
  person = withCtx(ctx, { actor: user.actor });
});
afterAll(async () => {
  settings.stop();
  await server.close();
});
beforeEach(async () => {
  server.answer({ json: LISTS.openai });
  await updateSettings({ ctx, input: { models: null, routing: null, prices: null } });
});

const models = () => ai.models().map(({ id }) => id);
const toolModels = async () =>
  (await listTools({ ctx: person, input: {} })).items
    .find(({ id }) => id === 'text-generation')
    ?.models.map(({ id }) => id) ?? [];
const fieldsOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).fields.map(({ path }) => path);
};
const provider = async (id: string) => (await listProviders({ ctx, input: {} })).find((one) => one.id === id);

describe('providers', () => {
  it('are shown with what sets them up, and never with a key', async () => {
    const all = await listProviders({ ctx, input: {} });
    expect(all.map((one) => providerViewSchema.parse(one))).toEqual(all);
    expect(all.find(({ id }) => id === 'openai')).toMatchObject({
      configured: true,
      enabled: true,
      host: new URL(server.url).host,
      keyVariable: 'OPENAI_API_KEY',
      spend: { todayUsd: 0, capUsd: null },
    });
    expect(all.find(({ id }) => id === 'mistral')).toMatchObject({ configured: false, keyVariable: 'MISTRAL_API_KEY' });
    expect(all.at(-1)).toMatchObject({ id: 'demo', demo: true });
    expect(JSON.stringify(all)).not.toContain('sk-secret');
  });

  it('are switched off and on for people at once, with an audit row each time', async () => {
    const rows = () => db.prisma.auditEntry.count({ where: { action: 'settings.update' } });
    const before = await rows();
    expect(await toolModels()).toContain(MINI);
    const on = (await provider('openai'))!.models;
    expect(on).toMatchObject({ shown: models().filter((id) => id.startsWith('openai/')).length, waiting: 0 });
    expect(await switchProvider({ ctx, input: { id: 'openai', enabled: false } })).toMatchObject({
      enabled: false,
      models: { ...on, shown: 0, waiting: on.shown },
    });
    await switchProvider({ ctx, input: { id: 'openai', enabled: false } });
    expect(settings.current().routing.disabled).toEqual(['openai']);
    expect(await toolModels()).not.toContain(MINI);
    expect(await switchProvider({ ctx, input: { id: 'openai', enabled: true } })).toMatchObject({ enabled: true });
    expect(await toolModels()).toContain(MINI);
    expect(await rows()).toBe(before + 3);
    await expect(switchProvider({ ctx, input: { id: 'nobody', enabled: true } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('are asked for their list when the operator says so; a failure is told and changes nothing', async () => {
    const after = await refreshListing({ ctx, input: { id: 'openai' } });
    expect(after).toMatchObject({ listing: { models: 3, failure: null, foreign: false }, models: { offered: 1 } });
    expect(models()).not.toContain('openai/gpt-5.6-luna');
    server.answer({ status: 503 });
    expect(await refreshListing({ ctx, input: { id: 'openai' } })).toMatchObject({
      listing: { models: 3, failure: 'refused' },
    });
    expect(models()).toContain(MINI);
    await expect(refreshListing({ ctx, input: { id: 'mistral' } })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('show what they charged today beside their cap', async () => {
    await updateSettings({ ctx, input: { routing: { dailySpendUsd: { openai: 5 } } } });
    expect((await provider('openai'))?.spend).toEqual({ todayUsd: 0, capUsd: 5 });
  });

  it.each([
    [{ routing: { dailySpendUsd: { opneai: 5 } } }, 'routing.dailySpendUsd.opneai'],
    [{ routing: { disabled: ['opneai'] } }, 'routing.disabled.0'],
  ])('are named rightly or refused: %j', async (patch, path) => {
    expect(await fieldsOf(updateSettings({ ctx, input: patch }))).toEqual([path]);
  });
});

describe('models', () => {
  it('are listed with where each value comes from; what is only offered has to be asked for', async () => {
    const { items } = await listModels({ ctx, input: {} });
    expect(items.map((one) => modelViewSchema.parse(one))).toEqual(items);
    expect(items.find(({ id }) => id === MINI)).toMatchObject({
      state: 'shown',
      origin: 'built-in',
      changed: false,
      sources: { cost: 'built-in' },
    });
    expect(items.some(({ state }) => state === 'offered')).toBe(false);
    const offered = await listModels({ ctx, input: { state: 'offered' } });
    expect(offered.items).toMatchObject([{ id: 'openai/gpt-5.9', kind: null, state: 'offered' }]);
    const found = await listModels({ ctx, input: { q: 'GPT-5.' } });
    expect(found.items.map(({ id }) => id)).toEqual(expect.arrayContaining([MINI, 'openai/gpt-5.9']));
  });

  it('come in pages', async () => {
    const all = (await listModels({ ctx, input: { limit: 500 } })).items.map(({ id }) => id);
    const first = await listModels({ ctx, input: { limit: 2 } });
    const second = await listModels({ ctx, input: { limit: 500, cursor: first.nextCursor ?? '' } });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });

  it('are hidden, repriced and taken back; people see each change at once', async () => {
    await changeModel({ ctx, input: { id: MINI, patch: { hidden: true } } });
    expect(await toolModels()).not.toContain(MINI);
    const shown = await changeModel({
      ctx,
      input: {
        id: MINI,
        patch: { hidden: null, tier: 'economy', label: 'Our pick', cost: { inputPerMillionTokens: 1 } },
      },
    });
    expect(shown).toMatchObject({
      state: 'shown',
      label: 'Our pick',
      cost: { inputPerMillionTokens: 1, outputPerMillionTokens: 4_500_000 },
      sources: { label: 'operator', tier: 'operator', cost: 'operator', kind: 'built-in' },
      changed: true,
    });
    const tool = (await listTools({ ctx: person, input: {} })).items.find(({ id }) => id === 'text-generation');
    expect(tool?.models.find(({ id }) => id === MINI)).toMatchObject({ label: 'Our pick', price: 2 });
    await resetModel({ ctx, input: { id: MINI } });
    expect(await getModel({ ctx, input: { id: MINI } })).toMatchObject({ label: 'GPT-5.4 mini', changed: false });
    await expect(resetModel({ ctx, input: { id: MINI } })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are added, and gone when they are taken back', async () => {
    const input = newModelSchema.parse({ id: 'openai/gpt-5.9', kind: 'text', quality: 90 });
    expect(await addModel({ ctx, input })).toMatchObject({ state: 'shown', origin: 'operator', quality: 90 });
    expect(await toolModels()).toContain('openai/gpt-5.9');
    await expect(addModel({ ctx, input })).rejects.toMatchObject({ code: 'conflict' });
    await resetModel({ ctx, input: { id: 'openai/gpt-5.9' } });
    expect(await toolModels()).not.toContain('openai/gpt-5.9');
    expect(await findModel({ ctx, input: { id: 'openai/gpt-5.9' } })).toMatchObject({ state: 'offered' });
  });

  it('of a provider without a key are kept for the day it has one', async () => {
    const id = 'mistral/voxtral-next';
    const added = await addModel({ ctx, input: { id, kind: 'audio', task: 'transcription' } });
    expect(added).toMatchObject({ state: 'no_key', task: 'transcription' });
    expect(models()).not.toContain(id);
  });

  it.each([
    [{ id: 'nobody/x', kind: 'text' }, 'id'],
    [{ id: 'openai/gpt-9' }, 'kind'],
    [{ id: 'openai/gpt-9', kind: 'audio' }, 'task'],
    [{ id: 'openai/sora', kind: 'video' }, 'kind'],
    [{ id: 'openai/gpt-9', kind: 'text', cost: { perImage: 4 } }, 'cost.perImage'],
  ] as const)('are refused with the field named: %j', async (model, path) => {
    expect(await fieldsOf(addModel({ ctx, input: newModelSchema.parse(model) }))).toEqual([path]);
    expect(settings.current().models).toEqual({});
  });

  it('of unknown cost are refused where prices follow the cost', async () => {
    await updateSettings({ ctx, input: { prices: { mode: 'cost-plus' } } });
    const [path] = await fieldsOf(addModel({ ctx, input: { id: 'openai/gpt-9', kind: 'text' } }));
    expect(path).toBe('cost');
    const cost = { inputPerMillionTokens: 1_000, outputPerMillionTokens: 2_000 };
    await addModel({ ctx, input: { id: 'openai/gpt-9', kind: 'text', cost } });
    expect(await fieldsOf(changeModel({ ctx, input: { id: 'openai/gpt-9', patch: { cost: null } } }))).toEqual([
      'cost',
    ]);
  });

  it('that the catalog does not have cannot be changed', async () => {
    for (const id of ['openai/gpt-5.9', 'nobody/x'])
      await expect(changeModel({ ctx, input: { id, patch: { hidden: true } } })).rejects.toMatchObject({
        code: 'not_found',
      });
    expect(changeModelSchema.safeParse({ colour: 'red' }).success).toBe(false);
  });
});

it.each([
  ['providers', () => listProviders({ ctx: person, input: {} })],
  ['a switch', () => switchProvider({ ctx: person, input: { id: 'openai', enabled: false } })],
  ['a list', () => refreshListing({ ctx: person, input: { id: 'openai' } })],
  ['models', () => listModels({ ctx: person, input: {} })],
  ['a new model', () => addModel({ ctx: person, input: { id: 'openai/x', kind: 'text' } })],
  ['a change', () => changeModel({ ctx: person, input: { id: MINI, patch: { hidden: true } } })],
  ['taking it back', () => resetModel({ ctx: person, input: { id: MINI } })],
])('%s: for operators alone', async (_what, work) => {
  await expect(work()).rejects.toMatchObject({ code: 'forbidden' });
});
