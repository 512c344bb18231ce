import type { Ai } from '@/lib/ai';
import { downloadRun } from '@/lib/runs';
import { listTools } from '@/lib/tools';
import { send } from '@/tests/support/files/file-world';
import { makePicture, makeWav } from '@/tests/support/files/made-files';
import { toolOf } from '@/tests/support/tool-calls';
import { download, pathWorld, PURSE, type PathWorld } from '@/tests/support/tool-paths';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
} from '@/tests/support/wire/openai-media-wire-server';

const SPOKEN = { toolId: 'text-to-speech', input: { text: 'Welcome back. Today we walk through a market.' } };

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

describe('a text read aloud by a provider', () => {
  it('is charged as quoted and downloaded as sound of the format that was chosen', async () => {
    const { userId, ctx } = await world.visitor(wired);
    const run = await world.run(ctx, SPOKEN);
    expect(run).toMatchObject({ kind: 'audio', status: 'succeeded', demo: false, credits: { quoted: 5, charged: 5 } });
    expect(run.output.files).toMatchObject([{ mediaType: 'audio/mpeg' }]);
    const file = await download(ctx, run.output.files![0]!);
    expect(file).toMatchObject({ type: 'audio/mpeg', name: expect.stringMatching(/\.mp3$/) });
    for (const [format, type] of [
      ['wav', /^audio\/(?:x-)?wav/],
      ['opus', /^audio\/(?:ogg|opus)/],
    ] as const) {
      const made = await world.run(ctx, { ...SPOKEN, options: { format } });
      expect((await download(ctx, made.output.files![0]!)).type).toMatch(type);
    }
    expect(await world.available(userId)).toBe(PURSE - 15);
  });

  it('has the voice and the speed that were chosen', async () => {
    const { ctx } = await world.visitor(wired);
    const asked = async (options: object) => {
      await world.run(ctx, { ...SPOKEN, options, fresh: true });
      return server.heard.at(-1)!.body as { voice: string; speed?: number; instructions?: string };
    };
    const voices = new Set<string>();
    for (const voice of ['warm', 'bright', 'deep', 'calm']) voices.add((await asked({ voice })).voice);
    expect(voices.size).toBe(4);
    expect(JSON.stringify(await asked({ speed: '1.5' }))).not.toEqual(JSON.stringify(await asked({ speed: '0.75' })));
  });

  it('costs more by each thousand characters that is begun', async () => {
    const { ctx } = await world.visitor(wired);
    expect(await world.quote(ctx, { ...SPOKEN, input: { text: 'word '.repeat(200).trim() } })).toMatchObject({
      price: 5,
    });
    expect(await world.quote(ctx, { ...SPOKEN, input: { text: 'word '.repeat(500).trim() } })).toMatchObject({
      price: 15,
    });
  });
});

describe('a recording', () => {
  it('becomes text with time stamps, and subtitles to download', async () => {
    const { userId, ctx } = await world.visitor(wired);
    const file = await send(ctx, makeWav(2), 'talk.wav');
    const run = await world.run(ctx, {
      toolId: 'transcription',
      input: { fileId: file.id },
      options: { language: 'en' },
    });
    expect(run).toMatchObject({
      ...{ status: 'succeeded', input: { fileId: file.id }, options: { language: 'en' }, credits: { charged: 5 } },
      output: {
        text: 'The quick brown fox.',
        segments: [
          { start: 0, end: 0.8 },
          { start: 0.8, end: 1.5 },
        ],
      },
    });
    const srt = await downloadRun({ ctx, input: { id: run.id, as: 'srt' } });
    expect(srt.body).toMatch(/^1\r?\n00:00:00,000 --> 00:00:00,800\r?\nThe quick/);
    expect((await downloadRun({ ctx, input: { id: run.id, as: 'vtt' } })).body).toMatch(/^WEBVTT/);
    expect(await world.available(userId)).toBe(PURSE - 5);
  });

  it('costs more by each five minutes that are begun', async () => {
    const { ctx } = await world.visitor(wired);
    const file = await send(ctx, makeWav(301), 'long.wav');
    const quote = await world.quote(ctx, { toolId: 'transcription', input: { fileId: file.id } });
    expect(quote.price).toBe(10);
  });

  it('is not written down by the demo engine, which says what is needed, unpaid', async () => {
    const person = await world.visitor(demo);
    const file = await send(person.ctx, makeWav(1), 'talk.wav');
    const { demoDeclines } = toolOf('transcription');
    const refused = await world.refusal(person, { toolId: 'transcription', input: { fileId: file.id } });
    expect(refused).toMatchObject({ status: 503, detail: demoDeclines, run: undefined });
    const { items } = await listTools({ ctx: person.ctx });
    expect(items.find(({ id }) => id === 'transcription')).toMatchObject({ unavailable: demoDeclines, models: [] });
  });
});

it('names what is wrong, asks nobody and charges nothing', async () => {
  const person = await world.visitor(wired);
  const picture = await send(person.ctx, await makePicture('png'), 'a.png');
  const other = await world.visitor(wired);
  const foreign = await send(other.ctx, makeWav(1), 'b.wav');
  const wrong: [request: object, paths: string[]][] = [
    [{ toolId: 'text-to-speech', input: { text: '' }, options: { voice: 'shrill' } }, ['input.text', 'options.voice']],
    [
      { toolId: 'text-to-speech', input: { text: 'x'.repeat(4_001) }, options: { speed: '9' } },
      ['input.text', 'options.speed'],
    ],
    [{ toolId: 'transcription', input: {}, options: { language: 'xx' } }, ['input.fileId', 'options.language']],
    [{ toolId: 'transcription', input: { fileId: picture.id } }, ['input.fileId']],
    [{ toolId: 'transcription', input: { fileId: foreign.id } }, ['input.fileId']],
  ];
  const asked = server.heard.length;
  for (const [request, paths] of wrong)
    expect(await world.refusal(person, request)).toMatchObject({ code: 'invalid_input', paths });
  expect(server.heard.length).toBe(asked);
});

it.each([
  ['fails', { do: 'refuse', status: 500 } as const, 503, 'provider_unavailable'],
  [
    'sends a page instead of sound',
    { do: 'answer', type: 'text/html', body: '<html>' } as const,
    503,
    'provider_unavailable',
  ],
  ['sends nothing', { do: 'answer', type: 'audio/mpeg', body: '' } as const, 503, 'provider_unavailable'],
])('gives everything back, and says why, when the provider %s', async (_what, step, status, reason) => {
  const person = await world.visitor(wired);
  server.script(step);
  const refused = await world.refusal(person, SPOKEN);
  expect(refused).toMatchObject({ status, run: { status: 'failed', credits: { charged: 0, refunded: 5, reason } } });
  await connect();
});
