import { mix } from '../colour';
import { fractal } from '../random';
import type { Scene } from '../scene';
import { paintSky, type Light } from './sky';

/** Swell behind swell, each crest edged with foam and drawn through with fine lines. */
export const waves: Scene = function* (input) {
  const { canvas, palette, random, noise, isSimple } = input;
  const { width, height, unit } = canvas;
  const light: Light = {
    x: width * random.between(0.25, 0.75),
    y: height * random.between(0.2, 0.32),
    radius: unit * random.between(0.08, 0.14),
  };
  const top = height * 0.42;
  yield* paintSky(input, Math.ceil(height * 0.6), light);
  const count = isSimple ? 6 : 10;
  const foam = mix(palette.paper, [1, 1, 1], 0.5);
  const accent = palette.accents[1] ?? palette.far;
  for (let index = 0; index < count; index += 1) {
    const t = index / (count - 1);
    const base = top + (height * 1.02 - top) * t ** 1.1;
    const swell = unit * (0.025 + t * 0.06);
    const shift = random.between(0, 100);
    const speed = random.between(2.2, 3.4) * (1.5 - t * 0.7);
    const colour = mix(mix(palette.far, accent, 0.35), palette.near, t * 0.85);
    const until = Math.min(height, Math.ceil(base + unit * 0.32));
    for (let x = 0; x < width; x += 1) {
      const at = (x / unit) * speed + shift;
      // Sharp above and round below, as trochoids are.
      const crest =
        base - swell * (1.6 * (1 - Math.abs(Math.sin(at * 1.6 + fractal(noise, at * 0.6, shift, 2) * 2.4))) - 0.6);
      const edge = unit * (0.0035 + 0.006 * t) * (0.4 + noise(at * 9, shift));
      for (let y = Math.max(0, Math.floor(crest)); y < until; y += 1) {
        const depth = y - crest;
        const line =
          Math.abs(((depth / (unit * (0.018 + 0.022 * t)) + noise(at * 2, depth / unit) * 0.8) % 1) - 0.5) < 0.07
            ? 0.22
            : 0;
        const wet = mix(colour, palette.near, Math.min(1, depth / (unit * 0.3)) * 0.55);
        const white = depth < edge ? 0.92 : line * Math.max(0, 1 - depth / (unit * 0.2));
        canvas.blend(x, y, mix(wet, foam, white), Math.min(1, y + 1 - crest));
      }
      if (x % 64 === 0) yield;
    }
    if (index > count / 2)
      for (let drop = 0; drop < 40; drop += 1)
        canvas.disc(
          random.between(0, width),
          base - swell * random.between(0.6, 1.7),
          unit * random.between(0.0008, 0.003),
          foam,
          0.7,
        );
  }
};
