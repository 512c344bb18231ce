import type { Ai } from '@/lib/ai';
import { download, pathWorld, PURSE, type PathWorld } from '@/tests/support/tool-paths';

const SPOKEN = { toolId: 'text-to-speech', input: { text: 'Welcome back. Today we walk through a market.' } };
const BOAT = { toolId: 'video-generation', input: { prompt: 'A paper boat drifts down a rainy gutter' } };

let world: PathWorld;
let demo: Ai;
beforeAll(async () => {
  world = await pathWorld();
  demo = await world.aiWith();
}, 180_000);
afterAll(() => world.close());
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('a text read aloud by the demo engine is a sound that plays, in its own name', async () => {
  const { ctx } = await world.visitor(demo);
  for (const options of [{}, { voice: 'deep', speed: '1.5', format: 'wav' }]) {
    const run = await world.run(ctx, { ...SPOKEN, options });
    expect(run).toMatchObject({ status: 'succeeded', demo: true, credits: { charged: 5 } });
    const { bytes } = await download(ctx, run.output.files![0]!);
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('RIFF');
    expect(run.output.files![0]!.seconds).toBeGreaterThan(0);
  }
});

it('a film by the demo engine costs 15, plays, and is done under its own name', async () => {
  const { userId, ctx } = await world.visitor(demo);
  for (const options of [{}, { size: '720x1280', seconds: '8' }])
    expect(await world.quote(ctx, { ...BOAT, options })).toMatchObject({ price: 15 });
  const options = { size: '720x720', seconds: '4' };
  const run = await world.run(ctx, { ...BOAT, options });
  expect(run).toMatchObject({ status: 'succeeded', demo: true, options, credits: { quoted: 15, charged: 15 } });
  const [file] = run.output.files!;
  expect(file!.seconds).toBeGreaterThan(0);
  expect((await download(ctx, file!)).bytes.byteLength).toBeGreaterThan(1_000);
  expect(await world.available(userId)).toBe(PURSE - 15);
}, 180_000);
