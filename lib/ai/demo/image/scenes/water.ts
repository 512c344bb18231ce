import { mix, smooth } from '../colour';
import type { SceneInput } from '../scene';
import type { Light } from './sky';

/** Mirrors what stands above the horizon, broken by ripples that grow towards the front, with the light's path on it. */
export function* paintWater(
  { canvas, palette, noise, random }: SceneInput,
  horizon: number,
  light: Light,
): Generator<void, void, void> {
  const { width, height, unit, pixels } = canvas;
  const top = Math.ceil(horizon);
  const shift = random.between(0, 90);
  const deep = mix(palette.near, palette.skyTop, 0.45);
  for (let y = top; y < height; y += 1) {
    const depth = (y - horizon) / (height - horizon);
    const squeeze = 1 + depth * 0.6;
    for (let x = 0; x < width; x += 1) {
      const ripple = noise((x / unit) * 8 + shift, Math.log(depth + 0.06) * 26 + shift) - 0.5;
      const sourceY = Math.min(
        top - 1,
        Math.max(0, Math.round(horizon - (y - horizon) * squeeze + ripple * unit * 0.07 * (0.06 + depth))),
      );
      const sourceX = Math.min(width - 1, Math.max(0, Math.round(x + ripple * unit * 0.05 * depth)));
      const from = (sourceY * width + sourceX) * 3;
      const path =
        Math.exp(-(((x - light.x) / (unit * (0.05 + depth * 0.13))) ** 2)) * smooth(0.02, 0.3, ripple) * 0.85;
      const dim = 0.18 + depth * 0.42;
      const shade = (channel: 0 | 1 | 2) => {
        const mirrored = pixels[from + channel]! + (deep[channel] - pixels[from + channel]!) * dim + ripple * 0.05;
        return mirrored + (palette.sun[channel] - mirrored) * path;
      };
      canvas.set(x, y, shade(0), shade(1), shade(2));
    }
    yield;
  }
}
