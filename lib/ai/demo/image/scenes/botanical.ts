import { mix, type Rgb } from '../colour';
import type { Canvas } from '../canvas';
import type { Scene, SceneInput } from '../scene';

/** A leaf with two halves and a vein; `angle` points to its tip. */
function leaf(
  canvas: Canvas,
  x: number,
  y: number,
  angle: number,
  length: number,
  width: number,
  colour: Rgb,
  vein: Rgb,
): void {
  const point = (along: number, across: number): [number, number] => [
    x + Math.cos(angle) * along * length - Math.sin(angle) * across * width,
    y + Math.sin(angle) * along * length + Math.cos(angle) * across * width,
  ];
  const side = (sign: number) =>
    Array.from({ length: 15 }, (_, index) => point(index / 14, sign * Math.sin(Math.PI * (index / 14) ** 0.8) * 0.5));
  canvas.polygon([...side(1), point(0, 0)], colour);
  canvas.polygon([...side(-1), point(0, 0)], mix(colour, vein, 0.22));
  canvas.stroke(...point(0, 0), ...point(0.96, 0), width * 0.06, width * 0.015, vein, 0.8);
  for (let rib = 1; rib < 5; rib += 1)
    for (const sign of [1, -1])
      canvas.stroke(
        ...point(rib * 0.17, 0),
        ...point(rib * 0.17 + 0.14, sign * 0.3),
        width * 0.03,
        width * 0.01,
        vein,
        0.45,
      );
}

function flower(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  petals: number,
  turn: number,
  colour: Rgb,
  heart: Rgb,
): void {
  for (const [ring, share] of [1, 0.68].entries()) {
    for (let petal = 0; petal < petals; petal += 1) {
      const angle = turn + ((petal + ring * 0.5) / petals) * Math.PI * 2;
      leaf(
        canvas,
        x,
        y,
        angle,
        radius * share,
        radius * share * 0.62,
        mix(colour, heart, ring * 0.28 + (petal % 2) * 0.07),
        mix(colour, heart, 0.55),
      );
    }
  }
  canvas.disc(x, y, radius * 0.2, heart);
  for (let dot = 0; dot < 14; dot += 1)
    canvas.disc(
      x + Math.cos(dot * 2.4) * radius * 0.05 * Math.sqrt(dot),
      y + Math.sin(dot * 2.4) * radius * 0.05 * Math.sqrt(dot),
      radius * 0.022,
      mix(heart, [0, 0, 0], 0.45),
    );
}

/** One bending stem with leaves on both sides; returns its tip. */
function* stem(
  { canvas, palette, random, isSimple }: SceneInput,
  x: number,
  y: number,
  lean: number,
  tall: number,
): Generator<void, { x: number; y: number; angle: number }, void> {
  const { unit } = canvas;
  const green = mix(palette.near, random.pick(palette.accents), 0.3);
  let angle = -Math.PI / 2 + lean * 0.4;
  const steps = 26;
  const bend = lean * 0.024 + random.between(-0.012, 0.012);
  const shape = random.between(0.26, 0.5);
  for (let step = 0; step < steps; step += 1) {
    const [nextX, nextY] = [x + (Math.cos(angle) * tall) / steps, y + (Math.sin(angle) * tall) / steps];
    const thick = unit * 0.008 * (1.15 - step / steps);
    canvas.stroke(x, y, nextX, nextY, thick, thick * 0.96, green);
    [x, y] = [nextX, nextY];
    angle += bend;
    if (step < 4 || step % (isSimple ? 4 : 3) !== 0) continue;
    for (const sign of [1, -1]) {
      const size = tall * random.between(0.16, 0.24) * (1.15 - step / steps);
      const colour = mix(
        mix(palette.near, palette.far, random.between(0.15, 0.75)),
        random.pick(palette.accents),
        0.22,
      );
      leaf(
        canvas,
        x,
        y,
        angle + sign * random.between(0.65, 1.05),
        size,
        size * shape,
        colour,
        mix(colour, palette.paper, 0.5),
      );
    }
    yield;
  }
  return { x, y, angle };
}

/** A herbarium sheet: stems, leaves and blossoms on paper, before a quiet disc. */
export const botanical: Scene = function* (input) {
  const { canvas, palette, random, isSimple } = input;
  const { width, height, unit } = canvas;
  canvas.rect(0, 0, width, height, palette.paper);
  canvas.disc(
    width * random.between(0.4, 0.6),
    height * 0.42,
    unit * random.between(0.27, 0.36),
    mix(palette.skyLow, palette.accents[0]!, 0.22),
    0.75,
  );
  yield;
  const count = isSimple ? 3 : random.pick([4, 5, 6]);
  const tips: { x: number; y: number; angle: number; tall: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    const lean = count === 1 ? 0 : (index / (count - 1) - 0.5) * 2;
    const tall = height * random.between(0.5, 0.8) * (1 - Math.abs(lean) * 0.18);
    const tip = yield* stem(input, width / 2 + lean * unit * 0.06, height * 1.01, lean, tall);
    tips.push({ ...tip, tall });
  }
  for (const [index, { x, y, angle, tall }] of tips.entries()) {
    if (index % 3 === 2) {
      leaf(canvas, x, y, angle, tall * 0.16, tall * 0.07, palette.near, palette.paper);
      continue;
    }
    flower(
      canvas,
      x,
      y,
      unit * random.between(0.075, 0.13),
      random.pick([5, 6, 8, 10]),
      random.between(0, 3),
      palette.accents[index % palette.accents.length]!,
      mix(palette.sun, [0.95, 0.7, 0.2], 0.6),
    );
    yield;
  }
};
