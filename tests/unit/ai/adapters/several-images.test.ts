import { InferenceClient } from '@huggingface/inference';
import { createHuggingFaceAdapter } from '@/lib/ai/adapters/huggingface';
import { createCompatibleAdapter } from '@/lib/ai/adapters/openai-compatible';
import { createOpenRouterAdapter } from '@/lib/ai/adapters/openrouter';
import { HUGGINGFACE_MODELS } from '@/lib/ai/catalog/huggingface';
import { OPENROUTER_MODELS } from '@/lib/ai/catalog/openrouter';
import type { Model } from '@/lib/ai';
import { startOpenAiWireServer, type WireServer } from '../../../support/openai-wire-server';
import {
  HUGGINGFACE_KEY,
  startHuggingFaceServer,
  type HuggingFaceServer,
} from '../../../support/wire/huggingface-wire-server';
import {
  OPENROUTER_KEY,
  startOpenRouterServer,
  type OpenRouterServer,
} from '../../../support/wire/openrouter-wire-server';
import { fileOf, IMAGE, modelIn, PACE, since, tell } from './adapter-world';

let hub: HuggingFaceServer;
let router: OpenRouterServer;
let local: WireServer;
beforeAll(async () => {
  [hub, router, local] = await Promise.all([
    startHuggingFaceServer(),
    startOpenRouterServer(),
    startOpenAiWireServer(),
  ]);
});
afterAll(() => Promise.all([hub.close(), router.close(), local.close()]));
beforeEach(() => {
  hub.heard.splice(0);
  router.heard.splice(0);
  local.requests.splice(0);
});

const FLUX = modelIn(HUGGINGFACE_MODELS, 'huggingface/black-forest-labs/FLUX.1-dev:fal-ai');
const KONTEXT = modelIn(HUGGINGFACE_MODELS, 'huggingface/black-forest-labs/FLUX.1-Kontext-dev:fal-ai');
const SD3 = modelIn(HUGGINGFACE_MODELS, 'huggingface/stabilityai/stable-diffusion-3-medium-diffusers:hf-inference');
const KLEIN = modelIn(OPENROUTER_MODELS, 'openrouter/black-forest-labs/flux.2-klein-4b');
const SOURCE = fileOf('89504e470d0a1a0a', 'image/png');

const openHub = () => createHuggingFaceAdapter({ apiKey: HUGGINGFACE_KEY, baseUrl: hub.url, pace: PACE });
const openRouter = () => createOpenRouterAdapter({ apiKey: OPENROUTER_KEY, baseUrl: router.url });
const image = (change: object) => ({ ...IMAGE, ...change });
const bodiesOf = (requests: { body?: unknown }[]) => requests.map(({ body }) => body as Record<string, unknown>);

test('models that make one at a time are asked several times at once, each with a seed of its own', async () => {
  const told = await tell(openRouter(), KLEIN, image({ count: 3 }));
  expect([told.files.length, told.failure]).toEqual([3, undefined]);
  expect(told.usage).toEqual({ inputTokens: 0, outputTokens: 3 * 4_175 });
  expect(bodiesOf(since(router) as { body?: unknown }[]).map(({ seed, n }) => [seed, n])).toEqual([
    [7, 1],
    [8, 1],
    [9, 1],
  ]);
});

test('what fails beside a picture is left out; where all fail the call fails as the first did', async () => {
  router.script({ do: 'refuse', status: 500 }, { do: 'ok' }, { do: 'image', b64: '' });
  const some = await tell(openRouter(), KLEIN, image({ count: 3 }));
  expect([some.files.length, some.failure]).toEqual([1, undefined]);
  router.script({ do: 'refuse', status: 429 }, { do: 'refuse', status: 429 });
  expect((await tell(openRouter(), KLEIN, image({ count: 2 }))).failure).toMatchObject({ outcome: 'rate_limited' });
});

test('a server of one’s own is asked as often as there are pictures', async () => {
  const model: Model = { ...KLEIN, id: 'local/sd3', provider: 'local', name: 'sd3', capabilities: [] };
  const adapter = createCompatibleAdapter({ id: 'local', label: 'Local', baseUrl: local.url, models: [] });
  expect((await tell(adapter, model, image({ count: 2 }))).files).toHaveLength(2);
  expect(local.requests.map(({ body }) => body.n)).toEqual([1, 1]);
});

test('OpenRouter is shown the picture to change as a reference', async () => {
  expect((await tell(openRouter(), KLEIN, image({ source: SOURCE, prompt: '' }))).files).toHaveLength(1);
  expect(bodiesOf(since(router) as { body?: unknown }[])[0]).toMatchObject({
    prompt: expect.stringMatching(/^Make a variation/) as string,
    input_references: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }],
  });
});

test('the queue makes several in one job', async () => {
  const told = await tell(openHub(), FLUX, image({ count: 3 }));
  expect([told.files.length, told.failure]).toEqual([3, undefined]);
  const [submit] = since(hub) as { body?: unknown }[];
  expect(submit?.body).toMatchObject({ num_images: 3, seed: 7, image_size: { width: 1_024, height: 768 } });
});

test('the queue changes a picture as the official client asks for it', async () => {
  const told = await tell(openHub(), KONTEXT, image({ source: SOURCE, style: undefined, seed: 7 }));
  expect([told.files.length, told.failure]).toEqual([1, undefined]);
  const [ours] = since(hub) as { path: string; body?: unknown }[];
  expect(ours?.path).toBe('/fal-ai/fal-ai/flux-kontext/dev?_subdomain=queue');
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const asked = input instanceof Request ? input.url : input.toString();
    return fetch(asked.replace(/^https:\/\/(router\.)?huggingface\.co/, hub.origin), init);
  };
  const inputs = new Blob([await SOURCE.load()], { type: 'image/png' });
  const model = 'black-forest-labs/FLUX.1-Kontext-dev';
  await new InferenceClient(HUGGINGFACE_KEY)
    .imageToImage({ provider: 'fal-ai', model, inputs, parameters: { prompt: 'A red fox', seed: 7 } })
    // It fetches the file from where it lies, with what it has.
    .catch(() => {});
  globalThis.fetch = fetch;
  const [theirs] = since(hub) as { path: string; body?: unknown }[];
  expect(ours).toEqual(theirs);
});

test('whoever has no interface for it is not asked to change a picture', async () => {
  expect((await tell(openHub(), SD3, image({ source: SOURCE }))).failure).toEqual({ outcome: 'bad_response' });
  expect(hub.heard).toEqual([]);
});
