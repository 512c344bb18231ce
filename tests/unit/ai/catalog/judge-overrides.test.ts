import type { CatalogOverrides } from '@/lib/ai/catalog/entry';
import { judgeOverrides } from '@/lib/ai/catalog/judge-overrides';
import { mergeSource } from '@/lib/ai/catalog/merge';
import { OPENAI, OPENAI_MODELS } from '@/lib/ai/catalog/openai';
import type { Model } from '@/lib/ai/types';

const LLAMA: Model = {
  id: 'ollama/llama',
  provider: 'ollama',
  name: 'llama',
  label: 'llama',
  kind: 'text',
  tier: 'standard',
  cost: { inputPerMillionTokens: 0, outputPerMillionTokens: 0 },
};
const BASE = { listsAllOf: [], showsListed: false, makes: ['text', 'image'] } as const;
const SOURCES = [
  { ...BASE, provider: OPENAI, models: OPENAI_MODELS },
  { ...BASE, provider: { id: 'ollama', label: 'Ollama', demo: false }, models: [LLAMA] },
];

const judge = (overrides: CatalogOverrides, before: CatalogOverrides = {}) =>
  judgeOverrides({
    overrides,
    before,
    entries: SOURCES.flatMap((source) => mergeSource(source, undefined, overrides)),
    makes: new Map([
      ['openai', ['text', 'image']],
      ['ollama', ['text', 'image']],
      ['mistral', ['text', 'transcription']],
    ]),
    assumed: new Set(['ollama']),
  });

it.each<[string, CatalogOverrides]>([
  ['a changed model', { 'openai/gpt-5.4-mini': { quality: 3, cost: { inputPerMillionTokens: 0 } } }],
  ['an added model', { 'openai/gpt-9': { kind: 'text' } }],
  ['a model of a provider without a key', { 'mistral/voxtral': { kind: 'audio', task: 'transcription' } }],
  ['what a compatible server’s model makes', { 'ollama/llama': { kind: 'image', cost: { perImage: 0 } } }],
])('accepts %s', (_what, overrides) => {
  expect(judge(overrides)).toEqual([]);
});

it.each<[string, CatalogOverrides, string]>([
  ['an unknown provider', { 'nobody/x': { kind: 'text' } }, 'nobody/x'],
  ['a model of no kind', { 'openai/gpt-9': { quality: 3 } }, 'openai/gpt-9.kind'],
  ['sound without a task', { 'mistral/voxtral': { kind: 'audio' } }, 'mistral/voxtral.task'],
  ['a task of something else', { 'openai/gpt-9': { kind: 'text', task: 'speech' } }, 'openai/gpt-9.task'],
  ['what the provider cannot be asked for', { 'openai/sora': { kind: 'video' } }, 'openai/sora.kind'],
  ['another kind for a model we know', { 'openai/gpt-5.4-mini': { kind: 'image' } }, 'openai/gpt-5.4-mini.kind'],
  [
    'a cost that counts nothing',
    { 'openai/gpt-5.4-mini': { cost: { perImage: 3 } } },
    'openai/gpt-5.4-mini.cost.perImage',
  ],
])('refuses %s', (_what, overrides, path) => {
  expect(judge(overrides).map((error) => error.path)).toEqual([path]);
});

it('lets be what was there before: a provider taken out for a day keeps its models', () => {
  const overrides: CatalogOverrides = { 'nobody/x': { kind: 'text' } };
  expect(judge({ ...overrides, 'openai/gpt-5.4-mini': { hidden: true } }, overrides)).toEqual([]);
});
