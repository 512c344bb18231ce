import { mix, type Rgb } from '../colour';
import { fractal } from '../random';
import type { Scene } from '../scene';

/** Thousands of strands carried by one invisible current, in bands of colour. */
export const flow: Scene = function* ({ canvas, palette, random, noise, isSimple }) {
  const { width, height, unit } = canvas;
  const ground = palette.paper;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) canvas.set(x, y, ...mix(ground, palette.skyLow, (y / height) * 0.25));
  yield;
  const scale = random.between(1.1, 2.4);
  const swirl = random.between(1.4, 2.6);
  const turn = random.between(0, Math.PI * 2);
  const shift = random.between(0, 100);
  const strands = isSimple ? 500 : 1_300;
  const colours: Rgb[] = [...palette.accents, palette.near, palette.accents[0]!];
  for (let index = 0; index < strands; index += 1) {
    let x = random.between(-0.1, 1.1) * width;
    let y = random.between(-0.1, 1.1) * height;
    const band = fractal(noise, (x / unit) * 1.5 + 40, (y / unit) * 1.5 + 40, 2);
    const base =
      colours[Math.min(colours.length - 1, Math.floor(((band - 0.2) / 0.6) * colours.length))] ?? colours[0]!;
    const colour = mix(base, random.chance(0.5) ? palette.sun : palette.near, random.next() * 0.25);
    const steps = Math.round(random.between(14, 46));
    const thick = unit * (0.0016 + random.next() ** 4 * 0.016);
    const length = unit * 0.009;
    for (let step = 0; step < steps; step += 1) {
      const angle =
        turn + (fractal(noise, (x / unit) * scale + shift, (y / unit) * scale + shift, 2) - 0.5) * Math.PI * 2 * swirl;
      const nextX = x + Math.cos(angle) * length;
      const nextY = y + Math.sin(angle) * length;
      const taper = (at: number) => thick * Math.sin((Math.PI * (at + 0.5)) / (steps + 1)) ** 0.6;
      canvas.stroke(x, y, nextX, nextY, taper(step), taper(step + 1), colour, 0.9);
      [x, y] = [nextX, nextY];
    }
    yield;
  }
};
