import { mix, type Rgb } from '../colour';
import type { Scene, SceneInput } from '../scene';
import { paintSky, type Light } from './sky';
import { paintWater } from './water';

function paintTower(
  { canvas, palette, random }: SceneInput,
  box: { left: number; wide: number; top: number; foot: number },
  colour: Rgb,
  lit: number,
): void {
  const { left, wide, top, foot } = box;
  const { unit } = canvas;
  canvas.rect(left, top, left + wide, foot, colour);
  const crown = random.next();
  const middle = left + wide / 2;
  if (crown < 0.25)
    canvas.stroke(middle, top, middle, top - unit * random.between(0.03, 0.08), unit * 0.005, unit * 0.0015, colour);
  else if (crown < 0.45)
    canvas.polygon(
      [
        [left, top + 1],
        [middle, top - wide * 0.45],
        [left + wide, top + 1],
      ],
      colour,
    );
  else if (crown < 0.65) canvas.rect(left + wide * 0.22, top - unit * 0.022, left + wide * 0.78, top, colour);
  const gap = unit * 0.0145;
  const glass: Rgb = mix(palette.sun, [1, 0.82, 0.45], 0.55);
  const columns = Math.floor((wide - gap) / gap);
  for (let y = top + gap; y < foot - gap; y += gap * 1.35) {
    for (let column = 0; column < columns; column += 1) {
      const x = left + (wide - columns * gap) / 2 + column * gap;
      if (random.next() > lit) continue;
      const warm = random.chance(0.15) ? mix(glass, palette.accents[1]!, 0.6) : glass;
      canvas.rect(x + gap * 0.2, y, x + gap * 0.75, y + gap * 0.72, warm, random.between(0.45, 1));
    }
  }
}

/** Rows of towers with lit windows, mirrored in a river. */
export const city: Scene = function* (input) {
  const { canvas, palette, random, isSimple } = input;
  const { width, height, unit } = canvas;
  const horizon = height * random.between(0.74, 0.82);
  const light: Light = {
    x: width * random.between(0.2, 0.8),
    y: height * random.between(0.14, 0.26),
    radius: unit * random.between(0.05, 0.1),
  };
  yield* paintSky(input, Math.ceil(horizon), light);
  const rows = isSimple ? 2 : 3;
  for (let row = 0; row < rows; row += 1) {
    const t = (row + 1) / rows;
    const tone = mix(mix(palette.far, palette.skyLow, 0.35 * (1 - t)), palette.near, t ** 0.8);
    let left = -unit * random.between(0, 0.05);
    while (left < width) {
      const wide = unit * random.between(0.05, 0.11);
      const centre = 1 - Math.abs((left + wide / 2) / width - 0.5);
      const tall =
        unit * (random.between(0.1, 0.32) * centre + (row === 0 ? 0.22 : 0.06) * centre + 0.05) * (1.1 - t * 0.25);
      paintTower(
        input,
        { left, wide, top: horizon - tall, foot: horizon + 1 },
        tone,
        (palette.isDark ? 0.42 : 0.2) * t ** 1.3,
      );
      left += wide * random.between(0.82, 1.18);
      yield;
    }
  }
  yield* paintWater(input, horizon, light);
};
