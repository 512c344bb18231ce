import sharp from 'sharp';
import { chooseSteps } from '@/lib/ai/demo/image/edit/choose-steps';
import * as colour from '@/lib/ai/demo/image/edit/colour-steps';
import * as form from '@/lib/ai/demo/image/edit/form-steps';
import type { Step } from '@/lib/ai/demo/image/edit/step';
import * as texture from '@/lib/ai/demo/image/edit/texture-steps';
import { drawImage } from '@/lib/ai/demo/image/draw-image';
import { createRandom } from '@/lib/ai/demo/image/random';

const [WIDTH, HEIGHT] = [60, 40];

/** Red grows to the right, green downwards, blue stays. */
const source = Buffer.alloc(WIDTH * HEIGHT * 4);
for (let y = 0; y < HEIGHT; y += 1)
  for (let x = 0; x < WIDTH; x += 1) source.set([40 + x * 3, 40 + y * 4, 110, 255], (y * WIDTH + x) * 4);

async function run(step: Step, wish = '', strength = 1) {
  const image = sharp(source, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } });
  const file = await step({ image, width: WIDTH, height: HEIGHT, strength, random: createRandom(1), wish })
    .png()
    .toBuffer();
  const { data, info } = await sharp(file)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 3)];
  const mean = [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let index = channel; index < data.length; index += 4) sum += data[index]!;
    return sum / (data.length / 4);
  });
  const spread = Math.sqrt(
    data.reduce((sum, value, index) => sum + (index % 4 === 0 ? (value - mean[0]!) ** 2 : 0), 0) / (data.length / 4),
  );
  return { at, mean: mean as [number, number, number], spread, width: info.width, height: info.height };
}

const same: Step = ({ image }) => image;

describe('steps of shape', () => {
  test.each([
    ['square', form.square, 40, 40],
    ['wide', form.wide, 60, 34],
    ['tall', form.tall, 32, 40],
    ['zoom', form.zoom, 60, 40],
    ['mirror', form.mirror, 60, 40],
    ['frame', form.frame, 68, 52],
  ])('%s gives its size', async (_name, step, width, height) => {
    expect(await run(step)).toMatchObject({ width, height });
  });

  test('a mirror changes left and right, upside down above and below', async () => {
    const [before, mirrored, turned] = [await run(same), await run(form.mirror), await run(form.upsideDown)];
    expect(mirrored.at(0, 3)).toEqual(before.at(WIDTH - 1, 3));
    expect(turned.at(3, 0)).toEqual(before.at(3, HEIGHT - 1));
  });

  test.each([
    ['rotate', 40, 60],
    ['rotate 180 degrees', 60, 40],
    ['turn it left by 90°', 40, 60],
    ['rotate 270', 40, 60],
    ['rotate 360 degrees', 60, 40],
  ])('%s', async (wish, width, height) => {
    expect(await run(form.turn, wish)).toMatchObject({ width, height });
  });

  test('left and right are not the same', async () => {
    const before = await run(same);
    expect((await run(form.turn, 'rotate left')).at(0, 0)).toEqual(before.at(WIDTH - 1, 0));
    expect((await run(form.turn, 'rotate right')).at(0, 0)).toEqual(before.at(0, HEIGHT - 1));
  });

  test('a zoom shows the middle, the nearer the stronger', async () => {
    const edge = async (strength: number) => (await run(form.zoom, '', strength)).at(0, 20)[0]!;
    expect(await edge(1)).toBeGreaterThan(40 + 15);
    expect(await edge(1.25)).toBeGreaterThan(await edge(0.8));
  });
});

describe('steps of colour', () => {
  test('greyscale has no colour left', async () => {
    const { at } = await run(colour.greyscale);
    for (const x of [0, 20, 59]) {
      const [red, green, blue] = at(x, x % HEIGHT);
      expect(Math.abs(red! - green!) + Math.abs(green! - blue!)).toBeLessThanOrEqual(2);
    }
  });

  test.each([
    ['warm', colour.warm, (before: number[], after: number[]) => after[0]! - after[2]! > before[0]! - before[2]! + 15],
    ['cool', colour.cool, (before: number[], after: number[]) => after[2]! - after[0]! > before[2]! - before[0]! + 15],
    ['sepia', colour.sepia, (_before: number[], after: number[]) => after[0]! > after[1]! && after[1]! > after[2]!],
    ['night', colour.night, (before: number[], after: number[]) => after[0]! < before[0]! / 2 && after[2]! > after[0]!],
    ['brighter', colour.brighter, (before: number[], after: number[]) => after[1]! > before[1]! + 10],
    ['darker', colour.darker, (before: number[], after: number[]) => after[1]! < before[1]! - 10],
  ])('%s does what it says', async (_name, step, holds) => {
    expect(holds((await run(same)).mean, (await run(step)).mean)).toBe(true);
  });

  test('contrast spreads, muted pulls together, vivid apart', async () => {
    const before = await run(same);
    expect((await run(colour.contrast)).spread).toBeGreaterThan(before.spread * 1.1);
    const distance = ({ at }: { at: (x: number, y: number) => number[] }) => Math.abs(at(55, 2)[0]! - at(55, 2)[1]!);
    expect(distance(await run(colour.muted))).toBeLessThan(distance(before));
    expect(distance(await run(colour.vivid))).toBeGreaterThan(distance(before));
  });

  test('strength is felt', async () => {
    for (const step of [colour.warm, colour.cool, colour.brighter, colour.darker, colour.contrast, colour.night]) {
      const [weak, strong] = [await run(step, '', 0.8), await run(step, '', 1.25)];
      expect(strong.mean.map(Math.round)).not.toEqual(weak.mean.map(Math.round));
    }
  });

  test('a duotone lies between its two colours', async () => {
    const { at } = await run(colour.duotone([0, 0, 0.5], [1, 1, 0]));
    const [dark, light] = [at(0, 0), at(59, 39)];
    expect(dark[0]!).toBeLessThan(light[0]!);
    expect(dark[2]!).toBeGreaterThan(light[2]!);
  });

  test('a grade pulls shadows and lights towards its colours', async () => {
    const before = await run(same);
    const after = await run(colour.grade([0, 0, 1], [1, 0, 0]));
    expect(after.mean[0] / after.mean[1]).toBeGreaterThan(before.mean[0] / before.mean[1]);
  });
});

describe('steps of texture', () => {
  test('a negative of a negative is the picture', async () => {
    const [before, after] = [await run(same), await run(texture.invert)];
    for (const [x, y] of [
      [0, 0],
      [30, 20],
      [59, 39],
    ] as const)
      expect(after.at(x, y)).toEqual(before.at(x, y).map((value) => 255 - value));
  });

  test('a poster has few colours, a sketch of a smooth picture is nearly white, grain is not smooth', async () => {
    const poster = await run(texture.poster);
    const colours = new Set(Array.from({ length: WIDTH }, (_, x) => poster.at(x, 20).join()));
    expect(colours.size).toBeLessThanOrEqual(14);
    const sketch = await run(texture.sketch);
    expect(Math.min(...sketch.at(30, 20))).toBeGreaterThan(200);
    const grain = await run(texture.grain);
    const jumps = Array.from({ length: 50 }, (_, x) => Math.abs(grain.at(x + 1, 20)[2]! - grain.at(x, 20)[2]!));
    expect(Math.max(...jumps)).toBeGreaterThan(4);
  });

  test('a vignette darkens the corners and leaves the middle', async () => {
    const [before, after] = [await run(same), await run(texture.vignette)];
    expect(after.at(59, 39)[0]!).toBeLessThan(before.at(59, 39)[0]! - 40);
    expect(Math.abs(after.at(30, 20)[0]! - before.at(30, 20)[0]!)).toBeLessThan(6);
  });
});

describe('what a wish is taken for', () => {
  test.each([
    ['black and white', [colour.greyscale]],
    ['make it warmer and sharper', [colour.warm, texture.sharpen]],
    ['square, bright, with a frame', [form.square, colour.brighter, form.frame]],
    ['mirror it', [form.mirror]],
    ['kopfüber', [form.upsideDown]],
  ])('%s', (wish, steps) => {
    expect(chooseSteps(wish, createRandom(1))).toEqual(steps);
  });

  test('never nothing, and never more than six', () => {
    const all = 'square wide tall zoom mirror rotate sepia warm cool night bright dark contrast vivid muted invert';
    expect(chooseSteps(all, createRandom(1))).toHaveLength(6);
    for (const wish of ['', 'something else', '日本', 'tint it']) {
      const { length } = chooseSteps(wish, createRandom(1));
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(6);
    }
  });
});

test.each([
  [64, 64],
  [200, 90],
  [90, 200],
  [65.4, 77.7],
  [Number.NaN, 64],
])(
  'a picture of %d x %d decodes to that size and is not blank',
  async (width, height) => {
    const signal = new AbortController().signal;
    const file = await drawImage({ prompt: 'a harbour at dawn', width, height, isEconomy: true, signal });
    const { info } = await sharp(file.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([Math.round(width) || 1_024, Math.round(height)]);
    expect([file.width, file.height]).toEqual([info.width, info.height]);
    const { channels } = await sharp(file.bytes).stats();
    for (const { stdev } of channels.slice(0, 3)) expect(stdev).toBeGreaterThan(4);
  },
  30_000,
);
