import { createAi, type AiEnv } from '@/lib/ai';
import { LIST_AGE_MS } from '@/lib/ai/catalog/listing/listings';
import { LISTS, startListServer, type ListServer } from '../../../support/list-server';
import { createTestClock, createTestKv } from '../ai-world';

let server: ListServer;
beforeAll(async () => {
  server = await startListServer({});
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
});

function world() {
  const clock = createTestClock();
  const { kv, state } = createTestKv(clock);
  const said: string[] = [];
  const log = {
    debug: () => {},
    info: () => {},
    warn: (fields: object, message: string) =>
      void said.push(`${(fields as { failure?: string }).failure}: ${message}`),
  };
  const open = (env: AiEnv) => createAi({ env, kv, clock, log });
  return { clock, kv, state, said, open };
}
const openAi = () => ({ OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: server.url }) as AiEnv;
const ids = (ai: ReturnType<typeof createAi>) => ai.models().map(({ id }) => id);

it('asks with the key, once in six hours, and takes away what is listed no more', async () => {
  server.answer({ json: LISTS.openai });
  const { open, clock } = world();
  const ai = open(openAi());
  expect(server.requests).toHaveLength(0);
  expect(ids(ai)).toContain('openai/gpt-5.6-luna');
  await ai.catalog.keepFresh();
  expect(server.requests).toMatchObject([
    { method: 'GET', path: '/v1/models', headers: { authorization: 'Bearer sk-secret', accept: 'application/json' } },
  ]);
  expect(ids(ai)).toContain('openai/gpt-5.4-mini');
  expect(ids(ai)).not.toContain('openai/gpt-5.6-luna');
  expect(ai.catalog.entries().find(({ model }) => model.id === 'openai/gpt-5.6-luna')?.state).toBe('unlisted');
  expect(ai.catalog.offers().map(({ id }) => id)).toEqual(['openai/gpt-5.9']);
  expect(ai.catalog.listing('openai')).toMatchObject({ failure: null, models: 3, isForeign: false });
  await ai.catalog.keepFresh();
  expect(server.requests).toHaveLength(1);
  clock.advance(LIST_AGE_MS);
  await ai.catalog.keepFresh();
  expect(server.requests).toHaveLength(2);
});

it('shares a list through the store: the next process asks nobody', async () => {
  server.answer({ json: LISTS.openai });
  const { open } = world();
  await open(openAi()).catalog.keepFresh();
  const other = open(openAi());
  await other.catalog.keepFresh();
  expect(server.requests).toHaveLength(1);
  expect(ids(other)).not.toContain('openai/gpt-5.6-luna');
});

it.each<[string, Parameters<ListServer['answer']>[0], string]>([
  ['refuses the key', { status: 401 }, 'unauthorized'],
  ['has no list', { status: 404 }, 'not_there'],
  ['is down', { status: 503 }, 'refused'],
  ['sends a page', { status: 200, text: '<html>' }, 'unreadable'],
  ['sends something else', { json: { hello: 'you' } }, 'unreadable'],
  ['sends an empty list', { json: { data: [] } }, 'empty'],
  ['sends too much', { status: 200, text: `{"data":["${'x'.repeat(9_000_000)}"]}` }, 'unreadable'],
  ['leads elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'refused'],
])('keeps what was known when the provider %s, and says so once', async (_what, answer, failure) => {
  server.answer({ json: LISTS.openai });
  const { open, said } = world();
  const ai = open(openAi());
  await ai.catalog.keepFresh();
  const before = ids(ai);
  server.answer(answer);
  expect(await ai.catalog.refresh('openai')).toMatchObject({ failure, models: 3 });
  await ai.catalog.refresh('openai');
  expect(ids(ai)).toEqual(before);
  expect(said).toEqual([`${failure}: no list of models; ours stays`]);
});

it('tries a provider that failed again after ten minutes, not sooner', async () => {
  server.answer({ status: 500 });
  const { open, clock } = world();
  const ai = open(openAi());
  await ai.catalog.keepFresh();
  await ai.catalog.keepFresh();
  expect(server.requests).toHaveLength(1);
  clock.advance(600_000);
  await ai.catalog.keepFresh();
  expect(server.requests).toHaveLength(2);
});

it('goes by what it has when the store hangs', async () => {
  server.answer({ json: LISTS.openai });
  const { open, state } = world();
  const ai = open(openAi());
  state.mode = 'hanging';
  await ai.catalog.keepFresh();
  expect(ai.catalog.listing('openai')?.models).toBe(3);
});

it('shows the models of a server that nobody has named any of, and only those named where they are', async () => {
  server.answer({ json: LISTS.vllm });
  const { open } = world();
  const listed = open({ OPENAI_COMPATIBLE_BASE_URL: server.url });
  expect(ids(listed)[0]).toMatch(/^demo\//);
  await listed.catalog.keepFresh();
  expect(listed.models()[0]).toMatchObject({ id: 'compatible/org/llama', kind: 'text', contextTokens: 8_192 });
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
  const named = open({ OPENAI_COMPATIBLE_BASE_URL: server.url, OPENAI_COMPATIBLE_MODELS: ['mine'] });
  await named.catalog.keepFresh();
  expect(ids(named)).toContain('compatible/mine');
  expect(ids(named)).not.toContain('compatible/org/llama');
  expect(named.catalog.offers().map(({ id }) => id)).toEqual(['compatible/org/llama']);
});

it('takes prices and context from OpenRouter and Hugging Face, and asks each at its own address', async () => {
  const { open } = world();
  server.answer({ json: LISTS.openrouter });
  const ai = open({ OPENROUTER_API_KEY: 'k', OPENROUTER_BASE_URL: server.url });
  await ai.catalog.refresh('openrouter');
  expect(server.requests[0]?.path).toBe('/v1/models?output_modalities=text,image');
  expect(ai.models().find(({ id }) => id === 'openrouter/google/gemini-3.1-flash-lite')).toMatchObject({
    label: 'Gemini 3.1 Flash Lite',
    maxOutputTokens: 65_535,
    cost: { inputPerMillionTokens: 250_000, outputPerMillionTokens: 1_500_000 },
  });
  server.answer({ json: LISTS.huggingface });
  const hub = open({ HUGGINGFACE_API_KEY: 'k', HUGGINGFACE_BASE_URL: server.url });
  await hub.catalog.refresh('huggingface');
  expect(hub.models().find(({ name }) => name === 'Qwen/Qwen3-Next-80B-A3B-Instruct')).toMatchObject({
    contextTokens: 65_536,
    cost: { inputPerMillionTokens: 300_000, outputPerMillionTokens: 1_500_000 },
  });
  // The list tells chat models alone: others are not missed in it.
  expect(hub.models().some(({ kind }) => kind === 'image')).toBe(true);
});

it('never shows a key to operators', () => {
  const { open } = world();
  const accounts = JSON.stringify(open(openAi()).catalog.accounts());
  expect(accounts).toContain('127.0.0.1');
  expect(accounts).toContain('OPENAI_API_KEY');
  expect(accounts).not.toContain('sk-secret');
});
