import { mix, smooth, type Rgb } from '../colour';
import { fractal } from '../random';
import type { SceneInput } from '../scene';

/** Looked up once: where tests run, a look at a global costs more than the sum. */
const { exp, hypot, PI, cos, sin, round } = Math;

export interface Light {
  x: number;
  y: number;
  radius: number;
}

/** A graded sky with drawn-out clouds, stars when it is dark, and the sun or the moon in its glow. */
export function* paintSky(
  { canvas, palette, random, noise, isSimple }: SceneInput,
  horizon: number,
  light: Light,
): Generator<void, void, void> {
  const { width, unit } = canvas;
  const { skyTop, skyLow, sun, isDark } = palette;
  const drift = random.between(0, 100);
  const cover = random.between(0.5, 0.62);
  const cloud: Rgb = isDark ? mix(skyLow, sun, 0.12) : mix(skyLow, [1, 1, 1], 0.55);
  for (let y = 0; y < horizon; y += 1) {
    const t = y / horizon;
    const base = mix(skyTop, skyLow, smooth(0, 1, t) * 0.6 + t * 0.4);
    for (let x = 0; x < width; x += 1) {
      const near = hypot(x - light.x, y - light.y) / unit;
      const halo = exp(-near * 3.2) * (isDark ? 0.3 : 0.55);
      const veil = isSimple
        ? 0
        : smooth(cover, cover + 0.3, fractal(noise, (x / unit) * 2.2 + drift, (y / unit) * 7 + drift, 4)) *
          (0.2 + t * 0.5);
      const [r, g, b] = mix(base, cloud, veil);
      canvas.set(x, y, r + (sun[0] - r) * halo, g + (sun[1] - g) * halo, b + (sun[2] - b) * halo);
    }
    yield;
  }
  if (isDark) {
    const stars = round((width * horizon) / 2_600);
    for (let index = 0; index < stars; index += 1) {
      const size = random.next() ** 6;
      canvas.disc(
        random.between(0, width),
        random.between(0, horizon) ** 1,
        unit * (0.0006 + size * 0.0022),
        [1, 1, 0.95],
        0.25 + random.next() * 0.7,
      );
    }
  }
  canvas.glow(light.x, light.y, light.radius * 4, sun, isDark ? 0.22 : 0.3);
  canvas.disc(light.x, light.y, light.radius, sun, 0.97);
  if (isDark)
    for (let index = 0; index < 7; index += 1) {
      const angle = random.between(0, PI * 2);
      const away = light.radius * random.between(0.1, 0.65);
      canvas.disc(
        light.x + cos(angle) * away,
        light.y + sin(angle) * away,
        light.radius * random.between(0.08, 0.22),
        mix(sun, skyLow, 0.35),
        0.4,
      );
    }
}
