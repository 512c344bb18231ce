import { mix, type Rgb } from '../colour';
import type { SceneInput } from '../scene';
import type { Light } from './sky';

/** Firs along a line, in groups. */
export function paintTrees(
  { canvas, random, noise }: SceneInput,
  line: Float32Array,
  colour: Rgb,
  scale: number,
): void {
  const { unit, width } = canvas;
  const shift = random.between(0, 50);
  for (let x = 0; x < width; x += unit * random.between(0.006, 0.018) * scale) {
    if (noise((x / unit) * 3 + shift, shift) < 0.42) continue;
    const foot = line[Math.floor(x)]! + unit * 0.008;
    const tall = unit * random.between(0.035, 0.09) * scale;
    const wide = tall * random.between(0.3, 0.42);
    for (let tier = 0; tier < 4; tier += 1) {
      const top = foot - tall * (1 - tier * 0.2);
      const low = top + tall * (0.34 + tier * 0.05);
      const half = (wide / 2) * (0.35 + tier * 0.23);
      canvas.polygon(
        [
          [x, top],
          [x + half, low],
          [x, low - tall * 0.05],
          [x - half, low],
        ],
        colour,
      );
    }
  }
}

export function paintBirds({ canvas, palette, random }: SceneInput, light: Light): void {
  const { unit, width } = canvas;
  const colour = palette.isDark ? palette.skyLow : palette.near;
  const startX = light.x < width / 2 ? width * 0.62 : width * 0.14;
  for (let index = 0; index < 7; index += 1) {
    const size = unit * random.between(0.006, 0.014);
    const x = startX + unit * random.between(0, 0.24);
    const y = light.y + unit * random.between(-0.08, 0.08);
    const thick = size * 0.22;
    canvas.stroke(x - size, y - size * 0.45, x, y, thick * 0.5, thick, colour, 0.75);
    canvas.stroke(x, y, x + size, y - size * 0.5, thick, thick * 0.5, colour, 0.75);
  }
}

export function paintBoat({ canvas, palette, random }: SceneInput, horizon: number): void {
  const { unit, width, height } = canvas;
  const size = unit * random.between(0.05, 0.075);
  const x = width * random.between(0.2, 0.8);
  const y = horizon + (height - horizon) * random.between(0.22, 0.5);
  const hull = mix(palette.near, [0, 0, 0], 0.25);
  const sail = mix(palette.paper, palette.sun, 0.5);
  canvas.polygon(
    [
      [x - size, y],
      [x + size, y],
      [x + size * 0.7, y + size * 0.28],
      [x - size * 0.65, y + size * 0.28],
    ],
    hull,
  );
  canvas.stroke(x, y, x, y - size * 1.7, size * 0.06, size * 0.04, hull);
  canvas.polygon(
    [
      [x + size * 0.07, y - size * 1.65],
      [x + size * 0.85, y - size * 0.12],
      [x + size * 0.07, y - size * 0.12],
    ],
    sail,
  );
  canvas.polygon(
    [
      [x - size * 0.07, y - size * 1.4],
      [x - size * 0.6, y - size * 0.12],
      [x - size * 0.07, y - size * 0.12],
    ],
    mix(sail, palette.accents[0]!, 0.35),
  );
  for (let line = 1; line < 6; line += 1)
    canvas.stroke(
      x - size * (0.9 - line * 0.1),
      y + size * (0.3 + line * 0.16),
      x + size * (0.8 - line * 0.12),
      y + size * (0.3 + line * 0.16),
      size * 0.04,
      size * 0.02,
      sail,
      0.28 - line * 0.04,
    );
}

export function paintLighthouse({ canvas, palette, random }: SceneInput, horizon: number): void {
  const { unit, width, height } = canvas;
  const isLeft = random.chance(0.5);
  const x = width * (isLeft ? 0.2 : 0.8);
  const side = isLeft ? 1 : -1;
  const edge = isLeft ? -unit * 0.05 : width + unit * 0.05;
  const foot = horizon - unit * 0.03;
  const rock = mix(palette.near, [0, 0, 0], 0.2);
  canvas.polygon(
    [
      [edge, foot - unit * 0.05],
      [x - side * unit * 0.06, foot - unit * 0.02],
      [x + side * unit * 0.07, foot],
      [x + side * unit * 0.11, foot + unit * 0.07],
      [x + side * unit * 0.16, foot + unit * 0.15],
      [x + side * unit * 0.2, foot + unit * 0.27],
      [edge, Math.min(height, foot + unit * 0.33)],
    ],
    rock,
  );
  const tall = unit * 0.34;
  const at = (share: number, half: number): [[number, number], [number, number]] => [
    [x - unit * half, foot - tall * share],
    [x + unit * half, foot - tall * share],
  ];
  const wall = mix(palette.paper, [1, 1, 1], 0.4);
  for (let band = 0; band < 5; band += 1) {
    const [a, b] = at(band / 5, 0.036 - band * 0.0028);
    const [c, d] = at((band + 1) / 5, 0.036 - (band + 1) * 0.0028);
    canvas.polygon([a, b, d, c], band % 2 === 0 ? wall : palette.accents[0]!);
  }
  canvas.polygon(
    [
      [x, foot],
      [x + unit * 0.036, foot],
      [x + unit * 0.022, foot - tall],
      [x, foot - tall],
    ],
    [0, 0, 0],
    0.16,
  );
  const lampY = foot - tall - unit * 0.022;
  canvas.rect(x - unit * 0.03, foot - tall - unit * 0.006, x + unit * 0.03, foot - tall + unit * 0.004, rock);
  canvas.rect(x - unit * 0.016, foot - tall - unit * 0.04, x + unit * 0.016, foot - tall - unit * 0.006, palette.sun);
  canvas.polygon(
    [
      [x - unit * 0.024, foot - tall - unit * 0.04],
      [x, foot - tall - unit * 0.07],
      [x + unit * 0.024, foot - tall - unit * 0.04],
    ],
    palette.accents[0]!,
  );
  const beam: Rgb = mix(palette.sun, [1, 0.95, 0.75], 0.5);
  for (let step = 0; step < 6; step += 1)
    canvas.polygon(
      [
        [x, lampY],
        [x + side * unit * 0.95, lampY - unit * (0.05 + step * 0.014)],
        [x + side * unit * 0.95, lampY + unit * (0.01 + step * 0.014)],
      ],
      beam,
      0.05,
    );
  canvas.glow(x, lampY, unit * 0.16, beam, 0.7);
}

export function paintHouse({ canvas, palette, random }: SceneInput, line: Float32Array): void {
  const { unit, width } = canvas;
  const x = width * random.between(0.3, 0.7);
  const foot = Math.min(canvas.height - unit * 0.06, line[Math.floor(x)]! + unit * 0.05);
  const size = unit * 0.07;
  const wall = mix(palette.near, palette.accents[0]!, 0.45);
  canvas.rect(x - size, foot - size * 0.8, x + size, foot, wall);
  canvas.rect(x + size * 0.45, foot - size * 1.7, x + size * 0.68, foot - size, mix(wall, [0, 0, 0], 0.4));
  canvas.polygon(
    [
      [x - size * 1.2, foot - size * 0.78],
      [x - size * 0.1, foot - size * 1.65],
      [x + size * 1.2, foot - size * 0.78],
    ],
    mix(palette.near, [0, 0, 0], 0.35),
  );
  const lamp: Rgb = [1, 0.84, 0.5];
  for (const place of [-0.6, 0.2]) {
    canvas.rect(x + size * place, foot - size * 0.58, x + size * (place + 0.36), foot - size * 0.24, lamp);
    canvas.glow(x + size * (place + 0.18), foot - size * 0.4, size * 1.1, lamp, 0.35);
  }
}

/** Flakes near and far, where the prompt speaks of snow. */
export function paintSnow({ canvas, random, prompt }: SceneInput): void {
  if (!/\b(snow|blizzard|winter)/.test(prompt)) return;
  const { unit, width, height } = canvas;
  for (let index = 0; index < 420; index += 1) {
    const near = random.next() ** 5;
    canvas.disc(
      random.between(0, width),
      random.between(0, height),
      unit * (0.001 + near * 0.006),
      [1, 1, 1],
      0.75 - near * 0.4,
    );
  }
}
