import type { Rgb } from '@/lib/ai/demo/image/colour';
import { Canvas } from '@/lib/ai/demo/image/canvas';
import { chooseScene } from '@/lib/ai/demo/image/choose-scene';
import { finish } from '@/lib/ai/demo/image/finish';
import { labelTile, paintLabel } from '@/lib/ai/demo/image/label';
import { choosePalette } from '@/lib/ai/demo/image/palette';
import { createNoise, createRandom } from '@/lib/ai/demo/image/random';
import { bauhaus } from '@/lib/ai/demo/image/scenes/bauhaus';
import { botanical } from '@/lib/ai/demo/image/scenes/botanical';
import { city } from '@/lib/ai/demo/image/scenes/city';
import { flow } from '@/lib/ai/demo/image/scenes/flow';
import { landscape } from '@/lib/ai/demo/image/scenes/landscape';
import { space } from '@/lib/ai/demo/image/scenes/space';
import { waves } from '@/lib/ai/demo/image/scenes/waves';
import { finished } from '@/tests/support/finished';

const WHITE: Rgb = [1, 1, 1];
const SCENES = { bauhaus, botanical, city, flow, landscape, space, waves };

/** How much of a canvas is covered, in pixels. */
const covered = ({ pixels }: Canvas) => pixels.reduce((sum, value) => sum + value, 0) / 3;

describe('a canvas', () => {
  test.each([
    ['a disc', (canvas: Canvas) => canvas.disc(50, 50, 20, WHITE), Math.PI * 400],
    ['a rectangle', (canvas: Canvas) => canvas.rect(10.5, 10.25, 40, 30, WHITE), 29.5 * 19.75],
    [
      'a triangle',
      (canvas: Canvas) =>
        canvas.polygon(
          [
            [10, 10],
            [90, 10],
            [50, 70],
          ],
          WHITE,
        ),
      80 * 30,
    ],
    ['a stroke with round ends', (canvas: Canvas) => canvas.stroke(20, 50, 80, 50, 10, 10, WHITE), 600 + Math.PI * 25],
    ['half a cover', (canvas: Canvas) => canvas.rect(0, 0, 50, 50, WHITE, 0.5), 1_250],
  ])('%s covers as much as geometry says', (_name, draw, area) => {
    const canvas = new Canvas(100, 100);
    draw(canvas);
    expect(covered(canvas)).toBeGreaterThan(area * 0.97);
    expect(covered(canvas)).toBeLessThan(area * 1.03);
  });

  test('what lies outside is left out, and nothing else is touched', () => {
    const canvas = new Canvas(20, 10);
    canvas.disc(-50, -50, 10, WHITE);
    canvas.rect(30, 0, 40, 10, WHITE);
    canvas.stroke(0, 40, 20, 40, 3, 3, WHITE);
    canvas.polygon(
      [
        [100, 100],
        [120, 100],
        [110, 130],
      ],
      WHITE,
    );
    canvas.blend(-1, 0, WHITE, 1);
    canvas.blend(0, 10, WHITE, 1);
    expect(covered(canvas)).toBe(0);
    expect(canvas.unit).toBe(10);
  });

  test('a star with a hole in it is filled by the even-odd rule', () => {
    const canvas = new Canvas(40, 40);
    canvas.polygon(
      [
        [0, 0],
        [40, 0],
        [40, 40],
        [0, 40],
        [0, 0],
        [10, 10],
        [10, 30],
        [30, 30],
        [30, 10],
        [10, 10],
      ],
      WHITE,
    );
    const at = (x: number, y: number) => canvas.pixels[(y * 40 + x) * 3]!;
    expect(at(20, 20)).toBe(0);
    expect(at(5, 20)).toBe(1);
  });

  test('light adds up and fades to its edge', () => {
    const canvas = new Canvas(41, 41);
    canvas.glow(20.5, 20.5, 20, WHITE, 0.5);
    const at = (x: number) => canvas.pixels[(20 * 41 + x) * 3]!;
    expect(at(20)).toBeCloseTo(0.5, 2);
    expect(at(30)).toBeLessThan(at(25));
    expect(at(40)).toBeLessThan(0.01);
    canvas.glow(20.5, 20.5, 20, WHITE, 0.5);
    expect(at(20)).toBeCloseTo(1, 1);
  });
});

describe('scenes', () => {
  test.each([
    ['saturn and its rings', space],
    ['tokyo by night', city],
    ['a whale under a wave', waves],
    ['a bouquet of roses', botanical],
    ['bauhaus poster', bauhaus],
    ['swirling smoke', flow],
    ['a lighthouse on a cliff', landscape],
  ])('"%s" has a scene of its own', (prompt, scene) => {
    expect(chooseScene(prompt, 'natural', createRandom(1))).toBe(scene);
    expect([flow, bauhaus]).toContain(chooseScene(prompt, 'abstract', createRandom(1)));
  });

  test('words that name nothing get one by chance, the same each time', () => {
    for (const style of ['natural', 'photo', 'illustration', 'watercolour', 'abstract']) {
      const chosen = Array.from({ length: 30 }, (_, seed) => chooseScene('xyz', style, createRandom(seed)));
      expect(new Set(chosen).size).toBeGreaterThan(1);
      expect(Array.from({ length: 30 }, (_, seed) => chooseScene('xyz', style, createRandom(seed)))).toEqual(chosen);
    }
  });

  const paint = (name: keyof typeof SCENES, prompt: string, seed = 1, isSimple = false) => {
    const canvas = new Canvas(72, 48);
    const random = createRandom(seed);
    const palette = choosePalette(prompt, random);
    for (const _step of SCENES[name]({ canvas, palette, random, noise: createNoise(random), prompt, isSimple }));
    return canvas;
  };

  test.each(Object.keys(SCENES) as (keyof typeof SCENES)[])('%s fills its canvas, by its seed, in steps', (name) => {
    const one = paint(name, 'a snowy cabin and a boat');
    expect(paint(name, 'a snowy cabin and a boat').pixels).toEqual(one.pixels);
    expect(paint(name, 'a snowy cabin and a boat', 2).pixels).not.toEqual(one.pixels);
    expect(one.pixels.every(Number.isFinite)).toBe(true);
    const levels = new Set(one.pixels.map((value) => Math.round(value * 64)));
    expect(levels.size).toBeGreaterThan(6);
    const black = one.pixels.filter((value) => value === 0).length;
    expect(black / one.pixels.length).toBeLessThan(0.5);
  });
});

describe('the last touch', () => {
  const touched = (style: string, light: number) => {
    const canvas = new Canvas(48, 48);
    canvas.pixels.fill(light);
    const rgb = new Uint8Array(48 * 48 * 3);
    finished(finish({ canvas, rgb, style, random: createRandom(1) }));
    return (x: number, y: number) => rgb[(y * 48 + x) * 3]!;
  };

  test('a photograph is darker in its corners, paper lighter at its edges', () => {
    const photo = touched('photo', 0.5);
    expect(photo(0, 0)).toBeLessThan(photo(24, 24) - 10);
    const paper = touched('watercolour', 0.3);
    expect(paper(0, 24)).toBeGreaterThan(paper(24, 24) + 40);
  });

  test('what is too bright or too dark is cut, never wrapped', () => {
    expect(touched('natural', 9)(24, 24)).toBe(255);
    expect(touched('natural', -9)(24, 24)).toBe(0);
  });
});

describe('the label', () => {
  test.each([
    [512, 512, 1],
    [1_024, 1_024, 2],
    [640, 360, 1],
  ])('of %d x %d stands in the lower right corner', (width, height, dot) => {
    const tile = labelTile(width, height);
    expect(tile.left + tile.width).toBe(width - 4 * dot);
    expect(tile.top + tile.height).toBe(height - 4 * dot);
    expect(tile.rgba).toHaveLength(tile.width * tile.height * 4);
  });

  test('darkens its strip, writes in it, and leaves the rest', () => {
    const rgb = new Uint8Array(200 * 100 * 3).fill(128);
    paintLabel(rgb, 200, 100);
    const tile = labelTile(200, 100);
    const strip: number[] = [];
    rgb.forEach((value, at) => {
      const [x, y] = [Math.floor(at / 3) % 200, Math.floor(at / 600)];
      const isInside = x >= tile.left && x < tile.left + tile.width && y >= tile.top && y < tile.top + tile.height;
      if (isInside) strip.push(value);
      else if (value !== 128) throw new Error(`changed at ${x}, ${y}`);
    });
    expect(Math.min(...strip)).toBeLessThan(80);
    expect(Math.max(...strip)).toBeGreaterThan(200);
  });

  test('a picture smaller than the label is no fault', () => {
    expect(() => paintLabel(new Uint8Array(8 * 8 * 3), 8, 8)).not.toThrow();
  });
});
