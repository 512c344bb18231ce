import { clamp, mix, smooth } from '../colour';
import { fractal } from '../random';
import type { Scene, SceneInput } from '../scene';

function* nebula({ canvas, palette, random, noise }: SceneInput): Generator<void, void, void> {
  const { width, height, unit } = canvas;
  const shift = random.between(0, 100);
  const dark = mix(palette.skyTop, [0.01, 0.01, 0.04], palette.isDark ? 0.5 : 0.82);
  const [warm, cool] = [palette.accents[0]!, palette.accents[2] ?? palette.far];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [(x / unit) * 1.8 + shift, (y / unit) * 1.8 + shift];
      const bend = fractal(noise, u, v, 3);
      const cloud = fractal(noise, u + bend * 1.8, v - bend * 1.8, 4);
      const colour = mix(cool, warm, smooth(0.35, 0.65, bend));
      const light = smooth(0.42, 0.85, cloud) * 0.95;
      canvas.set(x, y, dark[0] + colour[0] * light, dark[1] + colour[1] * light, dark[2] + colour[2] * light);
    }
    yield;
  }
}

/** A banded ball with a shaded side, a thin air around it and maybe a ring. */
function* planet({ canvas, palette, random, noise }: SceneInput): Generator<void, void, void> {
  const { width, height, unit } = canvas;
  const radius = unit * random.between(0.2, 0.3);
  const [cx, cy] = [width * random.between(0.36, 0.64), height * random.between(0.4, 0.6)];
  const tilt = random.between(-0.5, 0.5);
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const bands = random.between(2.5, 6);
  const shift = random.between(0, 60);
  const [a, b, c] = [palette.accents[1]!, palette.accents[3] ?? palette.far, palette.accents[4] ?? palette.sun];
  const hasRing = random.chance(0.65);
  canvas.glow(cx, cy, radius * 1.6, a, 0.35);
  for (let y = Math.max(0, Math.floor(cy - radius * 2.4)); y < Math.min(height, cy + radius * 2.4); y += 1) {
    for (let x = Math.max(0, Math.floor(cx - radius * 2.4)); x < Math.min(width, cx + radius * 2.4); x += 1) {
      const [dx, dy] = [(x + 0.5 - cx) / radius, (y + 0.5 - cy) / radius];
      const [u, v] = [dx * cos + dy * sin, dy * cos - dx * sin];
      const square = dx * dx + dy * dy;
      const cover = clamp((1 - Math.sqrt(square)) * radius + 0.5);
      if (cover > 0) {
        const z = Math.sqrt(Math.max(0, 1 - square));
        const wobble = fractal(noise, u * 2.2 + shift, v * 5 + shift, 4);
        const stripe = 0.5 + 0.5 * Math.sin((v + (wobble - 0.5) * 0.5) * bands * 3.1);
        const sun = clamp(-dx * 0.62 - dy * 0.45 + z * 0.66, 0.025, 1);
        const base = mix(mix(b, a, stripe), c, smooth(0.55, 0.8, wobble) * 0.6);
        canvas.blend(x, y, [base[0] * sun * 1.15, base[1] * sun * 1.15, base[2] * sun * 1.15], cover);
      }
      if (!hasRing) continue;
      const reach = Math.hypot(u, v / 0.26);
      if (reach < 1.3 || reach > 2.15 || (v < 0 && square < 1)) continue;
      const density =
        smooth(1.3, 1.38, reach) * smooth(2.15, 2.05, reach) * (0.35 + 0.65 * noise(reach * 26 + shift, shift));
      canvas.blend(x, y, mix(c, a, noise(reach * 11, shift)), density * 0.82);
    }
    yield;
  }
}

/** Nebulae, stars of every size and a planet. */
export const space: Scene = function* (input) {
  const { canvas, random, isSimple } = input;
  const { width, height, unit } = canvas;
  yield* nebula(input);
  for (let index = 0; index < (isSimple ? 220 : 700); index += 1) {
    const size = random.next() ** 8;
    const [x, y] = [random.between(0, width), random.between(0, height)];
    canvas.disc(x, y, unit * (0.0006 + size * 0.0026), [1, 0.97, 0.92], 0.3 + random.next() * 0.7);
    if (size > 0.72) canvas.glow(x, y, unit * 0.022, [0.8, 0.88, 1], 0.5);
  }
  yield;
  yield* planet(input);
};
