import type { Ai } from '@/lib/ai';
import { getTool } from '@/lib/tools';
import { send } from '@/tests/support/files/file-world';
import { makePicture, makeWav } from '@/tests/support/files/made-files';
import { download, pathWorld, PURSE, type PathWorld } from '@/tests/support/tool-paths';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
} from '@/tests/support/wire/openai-media-wire-server';

const LIGHTHOUSE = { toolId: 'image-generation', input: { prompt: 'A lighthouse at dusk' } };
/** Drawn here, where a large one takes seconds. */
const SMALL = { size: '512x512' };
const PNG_BEGINS = Buffer.from('89504e470d0a1a0a', 'hex');

let world: PathWorld;
let server: OpenAiMediaServer;
let wired: Ai;
let demo: Ai;
beforeAll(async () => {
  [world, server] = [await pathWorld(), await startOpenAiMediaServer()];
  [demo] = [await world.aiWith(), await connect()];
}, 180_000);
afterAll(async () => {
  await Promise.all([world.close(), server.close()]);
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

async function connect() {
  wired = await world.aiWith({ OPENAI_API_KEY: OPENAI_KEY, OPENAI_BASE_URL: server.url });
}
const lastAsked = () => server.heard.at(-1)!;

describe.each([
  // The provider's pictures are of one pixel, whatever was asked for: the file counts, not the wish.
  ['a provider', () => wired, false, 1],
  ['the demo engine', () => demo, true, 512],
])('pictures by %s', (_who, ai, isDemo, side) => {
  it('are made, charged by the piece as quoted, and downloaded as what they are', async () => {
    const { userId, ctx } = await world.visitor(ai());
    const one = await world.run(ctx, isDemo ? { ...LIGHTHOUSE, options: SMALL } : LIGHTHOUSE);
    expect(one).toMatchObject({ status: 'succeeded', demo: isDemo, credits: { quoted: 10, charged: 10 } });
    expect(one.output.files).toMatchObject([{ mediaType: 'image/png', width: side, height: side }]);
    const options = { size: '512x512', style: 'watercolour', count: '2' };
    const request = { toolId: 'image-generation', input: { ...LIGHTHOUSE.input, seed: '7' }, options };
    expect(await world.quote(ctx, request)).toMatchObject({ price: 20 });
    const several = await world.run(ctx, request);
    expect(several).toMatchObject({ credits: { quoted: 20, charged: 20 }, input: { seed: '7' }, options });
    expect(several.output.files).toHaveLength(2);
    const files = await Promise.all(several.output.files!.map((file) => download(ctx, file)));
    for (const { type, name, bytes } of files) {
      expect(type).toBe('image/png');
      expect(name).toMatch(/\.png$/);
      expect(bytes.subarray(0, 8)).toEqual(PNG_BEGINS);
    }
    if (isDemo) expect(files[0]!.bytes.equals(files[1]!.bytes)).toBe(false);
    expect(await world.available(userId)).toBe(PURSE - 30);
  });

  it('are changed by words, or varied without them', async () => {
    const { ctx } = await world.visitor(ai());
    const source = await send(ctx, await makePicture('png', 320, 240), 'harbour.png');
    const input = { fileId: source.id, prompt: 'Snow on the roofs' };
    const edited = await world.run(ctx, { toolId: 'image-edit', input });
    expect(edited).toMatchObject({ status: 'succeeded', demo: isDemo, input, credits: { charged: 10 } });
    const varied = await world.run(ctx, {
      toolId: 'image-edit',
      input: { fileId: source.id },
      options: { count: '2' },
    });
    expect(varied.output.files).toHaveLength(2);
    expect(varied.credits.charged).toBe(20);
    const [file] = await Promise.all(edited.output.files!.map((made) => download(ctx, made)));
    expect(file!.bytes.subarray(0, 8)).toEqual(PNG_BEGINS);
    // What was made can be worked on again.
    const again = { fileId: edited.output.files![0]!.url.split('/').at(-1)! };
    expect(await world.run(ctx, { toolId: 'image-edit', input: again })).toMatchObject({ status: 'succeeded' });
  });
});

it('a provider is sent the words, the number, and the picture with its type', async () => {
  const { ctx } = await world.visitor(wired);
  await world.run(ctx, { ...LIGHTHOUSE, options: { style: 'photo', count: '2' } });
  expect(lastAsked().body).toMatchObject({ prompt: expect.stringContaining('A lighthouse at dusk'), n: 2 });
  expect(JSON.stringify(lastAsked().body)).toMatch(/photo/i);
  const source = await send(ctx, await makePicture('jpeg'), 'a.jpg');
  await world.run(ctx, { toolId: 'image-edit', input: { fileId: source.id, prompt: 'Snow' } });
  expect(lastAsked().path).toMatch(/\/images\/edits$/);
});

const NOBODYS = '0190a5f0-0000-7000-8000-000000000001';
const WRONG: [what: string, request: { toolId: string; input: object; options?: object }, paths: string[]][] = [
  [
    'no words and five pictures',
    { toolId: 'image-generation', input: {}, options: { count: '5' } },
    ['input.prompt', 'options.count'],
  ],
  [
    'too many words and a seed below nothing',
    { toolId: 'image-generation', input: { prompt: 'x'.repeat(2_001), seed: -1 } },
    ['input.prompt', 'input.seed'],
  ],
  [
    'a size and a style that there are not',
    { toolId: 'image-generation', input: { prompt: 'x' }, options: { size: '1x1', style: 'ugly' } },
    ['options.size', 'options.style'],
  ],
  ['no picture', { toolId: 'image-edit', input: { prompt: 'Snow' } }, ['input.fileId']],
  ['a picture that is nobody’s', { toolId: 'image-edit', input: { fileId: NOBODYS } }, ['input.fileId']],
];

it.each(WRONG)('names what is wrong where there is %s, and charges nothing', async (_what, request, paths) => {
  for (const ai of [wired, demo]) {
    const asked = server.heard.length;
    expect(await world.refusal(await world.visitor(ai), request)).toMatchObject({ code: 'invalid_input', paths });
    expect(server.heard.length).toBe(asked);
  }
});

it('nobody works on another’s picture, or on a sound', async () => {
  const [owner, other] = [await world.visitor(demo), await world.visitor(demo)];
  const picture = await send(owner.ctx, await makePicture('png'), 'a.png');
  const sound = await send(other.ctx, makeWav(1), 'a.wav');
  for (const fileId of [picture.id, sound.id])
    expect(await world.refusal(other, { toolId: 'image-edit', input: { fileId } })).toMatchObject({
      paths: ['input.fileId'],
    });
});

it.each([
  ['fails', { do: 'refuse', status: 500 } as const, 503, 'provider_unavailable'],
  ['refuses the words', { do: 'refuse', status: 400, code: 'moderation_blocked' } as const, 422, 'moderated'],
])('gives everything back, and says why, when the provider %s', async (_what, step, status, reason) => {
  const person = await world.visitor(wired);
  server.script(step);
  const refused = await world.refusal(person, { ...LIGHTHOUSE, options: { count: '2' } });
  expect(refused).toMatchObject({ status, run: { status: 'failed', credits: { charged: 0, refunded: 20, reason } } });
  expect(refused.run!.message).toContain('credits are back');
  await connect();
});

it('only models that can change pictures are offered for that, and those that can do nothing else only there', async () => {
  const idsOf = async (toolId: string) =>
    (await getTool({ ctx: world.system({ ai: wired }), input: { toolId } })).models.map(({ id }) => id);
  expect(await idsOf('image-edit')).toContain('openai/gpt-image-2');
  const face = await world.aiWith({ HUGGINGFACE_API_KEY: 'hf_test' });
  const names = (toolId: string) => getTool({ ctx: world.system({ ai: face }), input: { toolId } });
  const [made, edited] = [(await names('image-generation')).models, (await names('image-edit')).models];
  expect(made.length).toBeGreaterThan(0);
  expect(edited.length).toBeGreaterThan(0);
  expect(made.filter(({ id }) => edited.some((other) => other.id === id))).toEqual([]);
});
