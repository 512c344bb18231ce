import { huggingFaceList } from '@/lib/ai/catalog/listing/huggingface-list';
import { costPerMillion } from '@/lib/ai/catalog/listing/listing-reader';
import { mistralList } from '@/lib/ai/catalog/listing/mistral-list';
import { openAiList } from '@/lib/ai/catalog/listing/openai-list';
import { openRouterFilmsList } from '@/lib/ai/catalog/listing/openrouter-films-list';
import { openRouterList } from '@/lib/ai/catalog/listing/openrouter-list';
import { fetchList } from '@/lib/ai/catalog/listing/fetch-list';
import { LISTS } from '../../../support/list-server';
import { startWireHttp } from '../../../support/wire/wire-http';

test('OpenAI and Ollama say names alone; vLLM how much a model takes; all of DeepSeek’s make text', () => {
  expect(openAiList().read(LISTS.openai)).toEqual([
    { name: 'gpt-5.4-mini' },
    { name: 'gpt-image-2' },
    { name: 'gpt-5.9' },
  ]);
  expect(openAiList().read(LISTS.ollama)).toEqual([{ name: 'llama3.3:latest' }]);
  expect(openAiList().read(LISTS.vllm)).toEqual([{ name: 'org/llama', contextTokens: 8_192 }]);
  expect(openAiList(['text']).read(LISTS.deepseek)).toEqual([{ name: 'deepseek-chat', tasks: ['text'] }]);
});

test('OpenRouter: dollars for a token become millionths for a million, modalities become tasks', () => {
  const [gemini, auto, picture] = openRouterList.read(LISTS.openrouter);
  expect(gemini).toEqual({
    name: 'google/gemini-3.1-flash-lite',
    label: 'Google: Gemini 3.1 Flash Lite',
    tasks: ['text'],
    capabilities: ['reasoning', 'vision', 'long-context'],
    contextTokens: 1_048_576,
    maxOutputTokens: 65_535,
    cost: { inputPerMillionTokens: 250_000, outputPerMillionTokens: 1_500_000 },
  });
  expect(auto).not.toHaveProperty('cost');
  expect(auto).not.toHaveProperty('maxOutputTokens');
  // Its prices for text are not what a picture costs.
  expect(picture).toMatchObject({ tasks: ['image'] });
  expect(picture).not.toHaveProperty('cost');
});

test('OpenRouter: what looks at pictures and makes some can change them; who takes schemas is held to them', () => {
  const capabilitiesOf = (input: string[], output: string[], parameters: string[]) =>
    openRouterList.read({
      data: [
        {
          ...{ id: 'a/b', supported_parameters: parameters },
          architecture: { input_modalities: input, output_modalities: output },
        },
      ],
    })[0]?.capabilities;
  expect(capabilitiesOf(['text', 'image'], ['image'], ['seed'])).toEqual(['edit']);
  expect(capabilitiesOf(['text'], ['image'], [])).toEqual([]);
  expect(capabilitiesOf(['text', 'image'], ['text'], ['structured_outputs'])).toEqual(['vision', 'json']);
  expect(capabilitiesOf(['text'], ['text'], ['response_format'])).toEqual([]);
});

test('OpenRouter’s films: the dearest second that may be ours, and nothing where another unit may count', () => {
  const costOf = (skus: Record<string, string>) =>
    openRouterFilmsList.read({ data: [{ id: 'a/film', name: 'Film', pricing_skus: skus }] })[0]?.cost;
  expect(
    costOf({
      duration_seconds_with_audio_720p: '0.05',
      duration_seconds_without_audio_720p: '0.03',
      duration_seconds_with_audio_1080p: '0.4',
      duration_seconds_4k: '0.9',
    }),
  ).toEqual({ perSecond: 50_000 });
  expect(costOf({ cents_per_second_output: '12' })).toEqual({ perSecond: 120_000 });
  expect(costOf({ duration_seconds: '0.1' })).toEqual({ perSecond: 100_000 });
  for (const odd of [{}, { duration_seconds: '0.1', video_tokens: '0.00001' }, { duration_seconds: '-1' }])
    expect(costOf(odd as Record<string, string>)).toBeUndefined();
  expect(openRouterFilmsList.read({ data: [{ id: 'a/film', pricing_skus: null }, { id: 7 }] })).toEqual([
    { name: 'a/film', tasks: ['video'], capabilities: [] },
  ]);
});

test('a second list adds to the first, and where it cannot be had the first has to do', async () => {
  let films: 'there' | 'gone' | 'odd' = 'there';
  const server = await startWireHttp((reply) => {
    if (reply.heard.path.startsWith('/models')) return reply.json(200, LISTS.openrouter);
    if (films === 'gone') return reply.json(500, {});
    const film = { id: 'google/veo-3.1-lite', pricing_skus: { duration_seconds_with_audio_720p: '0.06' } };
    reply.json(200, films === 'odd' ? { nothing: true } : { data: [film] });
  });
  const namesOf = async () => {
    const access = { baseUrl: server.url, reader: openRouterList };
    return (await fetchList(access, () => 1)).models.map(({ name }) => name);
  };
  const all = await namesOf();
  expect(all.at(-1)).toBe('google/veo-3.1-lite');
  for (const state of ['gone', 'odd'] as const) {
    films = state;
    expect(await namesOf()).toEqual(all.slice(0, -1));
  }
  await server.close();
});

test('Mistral: capabilities become tasks, and every alias is a name', () => {
  expect(mistralList.read(LISTS.mistral)).toEqual([
    { name: 'mistral-medium-2604', tasks: ['text'], capabilities: ['vision'], contextTokens: 262_144 },
    { name: 'voxtral-mini-2602', tasks: ['transcription'], capabilities: [], contextTokens: 32_768 },
    { name: 'mistral-medium-latest', tasks: ['text'], capabilities: ['vision'], contextTokens: 262_144 },
    { name: 'mistral-medium', tasks: ['text'], capabilities: ['vision'], contextTokens: 262_144 },
  ]);
});

test('Hugging Face: the least context and the most money of those that are up; unknown where one is silent', () => {
  expect(huggingFaceList.read(LISTS.huggingface)).toEqual([
    {
      name: 'Qwen/Qwen3-Next-80B-A3B-Instruct',
      tasks: ['text'],
      contextTokens: 65_536,
      cost: { inputPerMillionTokens: 300_000, outputPerMillionTokens: 1_500_000 },
    },
    { name: 'org/unpriced', tasks: ['text'], capabilities: ['vision'], contextTokens: 8_192 },
  ]);
});

test.each([
  ['0.00000025', 1, 250_000],
  ['0', 1, 0],
  ['0.0000000000000001', 1, 1],
  [0.14, 1_000_000, 140_000],
  ['-1', 1, undefined],
  ['', 1, undefined],
  ['many', 1, undefined],
  [null, 1, undefined],
] as const)('%p dollars for %d is %p', (usd, unit, expected) => {
  expect(costPerMillion(usd, unit)).toBe(expected);
});

test('one odd entry hides no other; names with spaces, doubles and nameless ones are left out', () => {
  const odd = { data: [{ id: 'good', context_length: 'long' }, { id: 7 }, null, { id: 'a b' }, { id: 'good' }, {}] };
  expect(openAiList().read(odd)).toEqual([{ name: 'good' }]);
  expect(openRouterList.read({ data: [{ id: 'x', architecture: 'none', pricing: [] }] })).toEqual([
    { name: 'x', capabilities: [] },
  ]);
  expect(() => openAiList().read({ models: [] })).toThrow();
});
