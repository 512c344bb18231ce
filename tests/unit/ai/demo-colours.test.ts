import { clamp, hex, mix, oklch, smooth } from '@/lib/ai/demo/image/colour';
import { choosePalette } from '@/lib/ai/demo/image/palette';
import { createNoise, createRandom, fractal, hashText } from '@/lib/ai/demo/image/random';

describe('chance', () => {
  test('the same seed gives the same numbers, another one others', () => {
    const numbers = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
    expect(numbers(0)).toEqual(numbers(2 ** 32));
  });

  test('numbers lie evenly between 0 and 1', () => {
    const random = createRandom(1);
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index += 1) tenths[Math.floor(random.next() * 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  test('between keeps to its bounds, pick takes all there is, chance is as likely as it says', () => {
    const random = createRandom(2);
    const picked = new Set<string>();
    let hits = 0;
    for (let index = 0; index < 2_000; index += 1) {
      const value = random.between(-3, 5);
      expect(value).toBeGreaterThanOrEqual(-3);
      expect(value).toBeLessThan(5);
      picked.add(random.pick(['a', 'b', 'c']));
      if (random.chance(0.25)) hits += 1;
    }
    expect([...picked].toSorted()).toEqual(['a', 'b', 'c']);
    expect(Math.abs(hits - 500)).toBeLessThan(90);
  });

  test('a hash has 32 bits and tells texts apart', () => {
    const hashes = Array.from({ length: 5_000 }, (_, index) => hashText(`prompt ${index}`));
    expect(new Set(hashes).size).toBe(5_000);
    for (const hash of hashes) expect(hash >>> 0).toBe(hash);
    expect(hashText('ab')).not.toBe(hashText('ba'));
    expect(hashText('')).toBe(hashText(''));
  });

  test('noise is smooth, within 0 and 1, and the same at the same place', () => {
    const noise = createNoise(createRandom(3));
    for (let x = -4; x < 4; x += 0.37) {
      const value = noise(x, x * 2);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(Math.abs(noise(x + 0.001, x * 2) - value)).toBeLessThan(0.01);
      expect(noise(x, x * 2)).toBe(value);
      const layered = fractal(noise, x, 1, 4);
      expect(layered).toBeGreaterThanOrEqual(0);
      expect(layered).toBeLessThanOrEqual(1);
    }
  });
});

describe('colours', () => {
  test.each([
    ['000000', [0, 0, 0]],
    ['ffffff', [1, 1, 1]],
    ['ff0000', [1, 0, 0]],
    ['3366cc', [0.2, 0.4, 0.8]],
  ] as const)('%s', (code, [red, green, blue]) => {
    const [r, g, b] = hex(code);
    expect([r, g, b].map((part) => Math.round(part * 1_000) / 1_000)).toEqual([red, green, blue]);
  });

  test('a mixture goes from the one to the other', () => {
    expect(mix([0, 0, 0], [1, 0.5, 0], 0)).toEqual([0, 0, 0]);
    expect(mix([0, 0, 0], [1, 0.5, 0], 1)).toEqual([1, 0.5, 0]);
    expect(mix([0, 0, 0], [1, 0.5, 0], 0.5)).toEqual([0.5, 0.25, 0]);
  });

  test('clamp and smooth keep to their ends', () => {
    expect([clamp(-1), clamp(0.3), clamp(2), clamp(7, 0, 5)]).toEqual([0, 0.3, 1, 5]);
    expect([smooth(2, 4, 1), smooth(2, 4, 2), smooth(2, 4, 3), smooth(2, 4, 9)]).toEqual([0, 0, 0.5, 1]);
  });

  test('without chroma every hue is the same grey; black and white are so', () => {
    for (const hue of [0, 90, 200, 359]) {
      const [r, g, b] = oklch(0.6, 0, hue);
      expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(0.002);
    }
    expect(Math.max(...oklch(0, 0, 0))).toBeLessThan(0.001);
    expect(Math.min(...oklch(1, 0, 0))).toBeGreaterThan(0.999);
  });

  test.each([
    ['a red door', 0],
    ['green hills of jade', 1],
    ['blue', 2],
  ] as const)('"%s" is a palette of that colour', (prompt, channel) => {
    const [accent] = choosePalette(prompt, createRandom(1)).accents;
    expect(Math.max(...accent!)).toBe(accent![channel]);
  });

  test.each(['city at night', 'neon arcade', 'a volcano', 'dark blue'])('"%s" is dark', (prompt) => {
    const { isDark, skyTop, near } = choosePalette(prompt, createRandom(1));
    expect(isDark).toBe(true);
    expect((near[0] + near[1] + near[2]) / 3).toBeLessThan(0.3);
    expect(skyTop.every((part) => part >= 0 && part <= 1)).toBe(true);
  });

  test('every palette stays within what a screen shows, whatever the words and the chance', () => {
    const words = ['', 'red night', 'pastel gold', 'forest teal and pink', 'grey', 'autumn', 'day', 'snow', 'dunes'];
    for (const prompt of words)
      for (let seed = 0; seed < 10; seed += 1) {
        const { isDark, accents, ...colours } = choosePalette(prompt, createRandom(seed));
        expect(typeof isDark).toBe('boolean');
        expect(accents).toHaveLength(5);
        for (const part of [...Object.values(colours), ...accents].flat()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }
  });
});
