import { Mistral } from '@mistralai/mistralai';
import OpenAI from 'openai';
import type { Adapter } from '@/lib/ai/adapters/adapter';
import { createDeepSeekAdapter } from '@/lib/ai/adapters/deepseek';
import { createHuggingFaceAdapter } from '@/lib/ai/adapters/huggingface';
import { createMistralAdapter } from '@/lib/ai/adapters/mistral';
import { createOpenAiAdapter } from '@/lib/ai/adapters/openai';
import { createOpenRouterAdapter } from '@/lib/ai/adapters/openrouter';
import { DEEPSEEK_MODELS } from '@/lib/ai/catalog/deepseek';
import { HUGGINGFACE_MODELS } from '@/lib/ai/catalog/huggingface';
import { MISTRAL_MODELS } from '@/lib/ai/catalog/mistral';
import { OPENAI_MODELS } from '@/lib/ai/catalog/openai';
import { OPENROUTER_MODELS } from '@/lib/ai/catalog/openrouter';
import type { Model, ModelRequest } from '@/lib/ai';
import { jsonFormat } from '@/lib/ai/wire/json-answer';
import { startOpenAiWireServer } from '../../../support/openai-wire-server';
import { DEEPSEEK_KEY, startDeepSeekServer } from '../../../support/wire/deepseek-wire-server';
import { HUGGINGFACE_KEY, startHuggingFaceServer } from '../../../support/wire/huggingface-wire-server';
import { MISTRAL_KEY, startMistralServer } from '../../../support/wire/mistral-wire-server';
import { OPENROUTER_KEY, startOpenRouterServer } from '../../../support/wire/openrouter-wire-server';
import { modelIn, tell, TEXT } from './adapter-world';

const SCHEMA = {
  type: 'object',
  properties: { records: { type: 'array', items: { type: 'string' } } },
  required: ['records'],
  additionalProperties: false,
};
const TALK = {
  ...(TEXT as Extract<ModelRequest, { kind: 'text' }>),
  turns: [
    { role: 'user', text: 'My name is Ada.' },
    { role: 'assistant', text: 'Hello Ada.' },
  ],
  json: { name: 'records', schema: SCHEMA },
} satisfies ModelRequest;

interface Place {
  adapter: Adapter;
  model: Model;
  bodies(): Record<string, unknown>[];
  url: string;
  close(): Promise<void>;
}
const places = new Map<string, Place>();

beforeAll(async () => {
  const openai = await startOpenAiWireServer();
  places.set('openai', {
    adapter: createOpenAiAdapter({ apiKey: 'k', baseUrl: openai.url }),
    model: modelIn(OPENAI_MODELS, 'openai/gpt-5.4-mini'),
    bodies: () => openai.requests.splice(0).map(({ body }) => body),
    ...{ url: openai.url, close: () => openai.close() },
  });
  const strict = [
    ['mistral', await startMistralServer(), createMistralAdapter, MISTRAL_KEY, MISTRAL_MODELS[0]],
    ['deepseek', await startDeepSeekServer(), createDeepSeekAdapter, DEEPSEEK_KEY, DEEPSEEK_MODELS[1]],
    ['openrouter', await startOpenRouterServer(), createOpenRouterAdapter, OPENROUTER_KEY, OPENROUTER_MODELS[0]],
    ['huggingface', await startHuggingFaceServer(), createHuggingFaceAdapter, HUGGINGFACE_KEY, HUGGINGFACE_MODELS[0]],
  ] as const;
  for (const [name, server, create, apiKey, model] of strict)
    places.set(name, {
      adapter: create({ apiKey, baseUrl: server.url }),
      model: model!,
      bodies: () => server.heard.splice(0).map(({ body }) => body as Record<string, unknown>),
      ...{ url: server.url, close: () => server.close() },
    });
});
afterAll(() => Promise.all([...places.values()].map((place) => place.close())));

const NAMES = ['openai', 'mistral', 'deepseek', 'openrouter', 'huggingface'];

test.each(NAMES)('%s hears what was said before, between the instructions and what is said now', async (name) => {
  const { adapter, model, bodies } = places.get(name)!;
  const { json: _json, ...talk } = TALK;
  expect((await tell(adapter, model, talk)).failure).toBeUndefined();
  const [body] = bodies();
  expect(body?.messages).toEqual([
    { role: name === 'openai' ? 'developer' : 'system', content: 'Answer briefly.' },
    { role: 'user', content: 'My name is Ada.' },
    { role: 'assistant', content: 'Hello Ada.' },
    { role: 'user', content: 'Say something.' },
  ]);
  expect(body).not.toHaveProperty('response_format');
});

test.each([
  ['openai', 'json_schema'],
  ['mistral', 'json_schema'],
  ['openrouter', 'json_schema'],
  ['deepseek', 'json_object'],
  ['huggingface', undefined],
])('%s is held to a schema as far as it can be: %s', async (name, type) => {
  const { adapter, model, bodies } = places.get(name)!;
  expect((await tell(adapter, model, TALK)).failure).toBeUndefined();
  const format = bodies()[0]?.response_format as { type?: string; json_schema?: unknown } | undefined;
  expect(format?.type).toBe(type);
  if (type === 'json_schema') expect(format?.json_schema).toEqual({ name: 'records', schema: SCHEMA, strict: true });
});

test('with its turns and its schema a request is the one that the official clients send', async () => {
  const openai = places.get('openai')!;
  await tell(openai.adapter, openai.model, TALK);
  const [ours] = openai.bodies();
  const messages = [
    { role: 'developer' as const, content: 'Answer briefly.' },
    { role: 'user' as const, content: 'My name is Ada.' },
    { role: 'assistant' as const, content: 'Hello Ada.' },
    { role: 'user' as const, content: 'Say something.' },
  ];
  const stream = await new OpenAI({ apiKey: 'k', baseURL: openai.url, maxRetries: 0 }).chat.completions.create({
    ...{ model: openai.model.name, messages, max_completion_tokens: 200, temperature: 0.5, reasoning_effort: 'none' },
    response_format: { type: 'json_schema', json_schema: { name: 'records', schema: SCHEMA, strict: true } },
    ...{ stream: true, stream_options: { include_usage: true } },
  });
  for await (const _chunk of stream);
  expect(ours).toEqual(openai.bodies()[0]);

  const mistral = places.get('mistral')!;
  await tell(mistral.adapter, mistral.model, TALK);
  const [body] = mistral.bodies();
  const client = new Mistral({ apiKey: MISTRAL_KEY, serverURL: mistral.url.replace(/\/v1$/, '') });
  const events = await client.chat.stream({
    ...{ model: mistral.model.name, maxTokens: 200, temperature: 0.5 },
    messages: messages.map(({ role, content }) => ({ role: role === 'developer' ? 'system' : role, content })),
    responseFormat: { type: 'json_schema', jsonSchema: { name: 'records', schemaDefinition: SCHEMA, strict: true } },
  });
  for await (const _event of events);
  const [theirs] = mistral.bodies();
  // It writes out that an answer is no beginning of the next.
  const said = (theirs?.messages as { prefix?: boolean }[]).map(({ prefix: _prefix, ...one }) => one);
  expect(body).toEqual({ ...theirs, messages: said });
});

describe('what is asked for JSON', () => {
  const can = { capabilities: ['json'] } as unknown as Model;
  const cannot = {} as Model;
  const strictOf = (schema: Record<string, unknown>) =>
    (jsonFormat(can, { name: 'x', schema }, false) as { json_schema: { strict: boolean } }).json_schema.strict;

  test('schemas that leave members open are not held to the letter, or they would be refused', () => {
    expect(strictOf(SCHEMA)).toBe(true);
    expect(strictOf({ ...SCHEMA, additionalProperties: true })).toBe(false);
    expect(strictOf({ ...SCHEMA, required: [] })).toBe(false);
    const inner = { type: 'object', properties: { a: { type: 'string' } } };
    expect(strictOf({ ...SCHEMA, properties: { records: { type: 'array', items: inner } } })).toBe(false);
    expect(strictOf({ ...SCHEMA, properties: { records: { anyOf: [inner, { type: 'null' }] } } })).toBe(false);
    expect(strictOf({ ...SCHEMA, properties: { records: { ...inner, type: ['object', 'null'] } } })).toBe(false);
  });

  test('a list at the root is taken by no interface: the instructions have to do', () => {
    const list = { name: 'x', schema: { type: 'array', items: { type: 'string' } } };
    expect([jsonFormat(can, list, true), jsonFormat(cannot, list, true)]).toEqual([undefined, undefined]);
    expect(jsonFormat(cannot, { name: 'x', schema: SCHEMA }, false)).toBeUndefined();
  });
});
