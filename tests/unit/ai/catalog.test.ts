import { createAi, type AiEnv } from '@/lib/ai';
import { parseEnv } from '@/lib/env';
import { openAiImageSize } from '@/lib/ai/adapters/openai';
import { pngSize } from '@/lib/ai/adapters/png-size';
import { chainInput, collect, createTestClock, createTestKv, IMAGE, LIMITS, SILENT, TEXT } from './ai-world';

function open(env: AiEnv, demoPaceMs = 0) {
  const clock = createTestClock();
  return createAi({ env, kv: createTestKv(clock).kv, clock, log: SILENT, demoPaceMs });
}
const ids = (env: AiEnv) =>
  open(env)
    .models()
    .map(({ id }) => id);

test('without any key there is the demo engine alone, in both tiers for text and images, and it transcribes nothing', () => {
  const ai = open({});
  expect(ai.providers()).toEqual([{ id: 'demo', label: 'Demo engine', demo: true }]);
  expect(ai.models().map(({ id, kind, tier }) => `${id} ${kind} ${tier}`)).toEqual([
    'demo/standard text standard',
    'demo/economy text economy',
    'demo/image image standard',
    'demo/image-economy image economy',
    'demo/speech audio standard',
    'demo/video video standard',
  ]);
  expect(ai.models().filter(({ kind, task }) => kind === 'audio' && task !== 'speech')).toEqual([]);
});

test('a key brings OpenAI: two text models, one for images and three for sound, with their cost', () => {
  const models = open({ OPENAI_API_KEY: 'k' })
    .models()
    .filter(({ provider }) => provider === 'openai');
  expect(models.map(({ kind, tier }) => `${kind} ${tier}`)).toEqual([
    'text standard',
    'text economy',
    'image standard',
    'audio standard',
    'audio standard',
    'audio standard',
  ]);
  for (const { id, name, cost } of models) {
    expect(id).toBe(`openai/${name}`);
    expect(Object.values(cost).every((amount) => Number.isInteger(amount) && amount > 0)).toBe(true);
  }
});

test('compatible servers come from the configuration, each as a provider of its own', () => {
  const env = parseEnv({
    OPENAI_COMPATIBLE_BASE_URL: 'http://localhost:11434/v1',
    OPENAI_COMPATIBLE_MODELS: 'llama3.3, qwen3,qwen3',
    OPENAI_COMPATIBLE_SERVERS: JSON.stringify([
      { id: 'vllm', label: 'vLLM', baseUrl: 'http://localhost:8000/v1', models: ['org/model'] },
    ]),
  });
  const ai = open(env);
  expect(ai.providers().map(({ id }) => id)).toEqual(['compatible', 'vllm', 'demo']);
  expect(ids(env).slice(0, 3)).toEqual(['compatible/llama3.3', 'compatible/qwen3', 'vllm/org/model']);
  expect(ai.models()[0]).toMatchObject({
    kind: 'text',
    tier: 'standard',
    cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 },
  });
});

test.each(['openai', 'demo'])('a server cannot take the id %s', (id) => {
  expect(() =>
    open({ OPENAI_COMPATIBLE_SERVERS: [{ id, label: 'X', baseUrl: 'http://x.test/v1', models: ['m'] }] }),
  ).toThrow(`"${id}" is taken`);
});

test('ids are unique', () => {
  const all = ids({
    OPENAI_API_KEY: 'k',
    OPENAI_COMPATIBLE_BASE_URL: 'http://x.test/v1',
    OPENAI_COMPATIBLE_MODELS: ['a', 'b'],
  });
  expect(new Set(all).size).toBe(all.length);
});

test('the demo engine answers through the chain: text in pieces, an image as one file', async () => {
  const ai = open({}, 2);
  const text = await collect(ai, chainInput(ai, ['demo/standard']));
  expect(text.end).toMatchObject({ status: 'succeeded', provider: 'demo', model: 'demo/standard' });
  expect(text.types.filter((type) => type === 'text').length).toBeGreaterThan(3);
  expect(text.text).toMatch(/Demo engine: computed from your own words, no AI model\.$/);
  expect((await collect(ai, chainInput(ai, ['demo/standard']))).text).toBe(text.text);
  const image = await collect(
    ai,
    chainInput(ai, ['demo/image'], {
      request: { ...IMAGE, width: 64, height: 64 } as typeof IMAGE,
      limits: { ...LIMITS, firstContentMs: 5_000 },
    }),
  );
  expect(image).toMatchObject({ files: 1, end: { status: 'succeeded', model: 'demo/image' } });
});

test('the demo engine streams with a pace, and stops at once', async () => {
  const clock = createTestClock();
  const ai = createAi({ env: {}, kv: createTestKv(clock).kv, clock, log: SILENT, demoPaceMs: 20 });
  const stop = new AbortController();
  const startedAt = performance.now();
  let count = 0;
  const input = chainInput(ai, ['demo/standard'], { request: TEXT, signal: stop.signal });
  const { end } = await collect(ai, input, (event) => {
    if (event.type === 'text' && (count += 1) === 3) stop.abort();
  });
  expect(end).toMatchObject({ status: 'cancelled', afterContent: true });
  expect(count).toBe(3);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55);
});

test('sizes: the nearest one OpenAI makes; a PNG says its own', () => {
  expect([openAiImageSize(512, 512), openAiImageSize(1_024, 768), openAiImageSize(768, 1_024)]).toEqual([
    '1024x1024',
    '1536x1024',
    '1024x1536',
  ]);
  expect(pngSize(new Uint8Array(30))).toEqual({});
});
