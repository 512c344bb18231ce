import { createAi } from '@/lib/ai';
import { startMistralServer, MISTRAL_KEY, type MistralServer } from '../../support/wire/mistral-wire-server';
import { FLAG_WORD } from '../../support/wire/moderation-wire';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
} from '../../support/wire/openai-media-wire-server';
import { createTestClock, createTestKv, modelOf, SILENT, TEXT } from './ai-world';

let openai: OpenAiMediaServer;
let mistral: MistralServer;
beforeAll(async () => {
  [openai, mistral] = await Promise.all([startOpenAiMediaServer(), startMistralServer()]);
});
afterAll(() => Promise.all([openai.close(), mistral.close()]));

function open(env: Record<string, string>) {
  const clock = createTestClock();
  return createAi({ env, kv: createTestKv(clock).kv, clock, log: SILENT, demoPaceMs: 0 });
}
const never = new AbortController().signal;
const openAiEnv = () => ({ OPENAI_API_KEY: OPENAI_KEY, OPENAI_BASE_URL: openai.url });
const mistralEnv = () => ({ MISTRAL_API_KEY: MISTRAL_KEY, MISTRAL_BASE_URL: mistral.url });

test('without a provider nothing is moderated and nothing goes in batches', async () => {
  const ai = open({});
  expect(await ai.moderate({ text: FLAG_WORD }, never)).toBeNull();
  expect(ai.models().some((model) => ai.batches.supports(model))).toBe(false);
});

test('the first provider in the list moderates, the other one where it fails', async () => {
  const ai = open({ ...openAiEnv(), ...mistralEnv() });
  expect(await ai.moderate({ text: FLAG_WORD }, never)).toMatchObject({ flagged: true, provider: 'openai' });
  openai.script({ do: 'refuse', status: 500 });
  expect(await ai.moderate({ text: FLAG_WORD }, never)).toMatchObject({ flagged: true, provider: 'mistral' });
});

test('batches go to the provider of the model, for half its price', async () => {
  const ai = open({ ...openAiEnv(), ...mistralEnv() });
  const taken = ai.models().filter((model) => ai.batches.supports(model));
  expect(new Set(taken.map(({ provider }) => provider))).toEqual(new Set(['openai', 'mistral']));
  for (const id of ['openai/gpt-5.6-luna', 'mistral/mistral-small-latest']) {
    const model = modelOf(ai, id);
    expect(ai.batches.priceShare(model)).toBe(0.5);
    const ticket = await ai.batches.submit({ model, reference: id, requests: [{ id: 'row', request: TEXT }] });
    expect(ticket.provider).toBe(model.provider);
    expect(await ai.batches.find(model.provider, id)).toEqual(ticket);
  }
});
