import { mix, type Rgb } from '../colour';
import { fractal } from '../random';
import type { Scene, SceneInput } from '../scene';
import { paintSky, type Light } from './sky';
import { paintBirds, paintBoat, paintHouse, paintLighthouse, paintSnow, paintTrees } from './things';
import { paintWater } from './water';

const LAYERS = 6;

/** The line where one range meets what is behind it, by column, in pixels from the top. */
function ridge({ canvas, random, noise }: SceneInput, base: number, height: number, roughness: number): Float32Array {
  const { width, unit } = canvas;
  const shift = random.between(0, 200);
  const line = new Float32Array(width);
  for (let x = 0; x < width; x += 1) {
    const at = (x / unit) * roughness + shift;
    const broad = fractal(noise, at, shift, 3);
    // Folded noise has crests, as mountains do.
    const crest = 1 - Math.abs(2 * fractal(noise, at * 1.7 + 31, shift + 7, 5) - 1);
    line[x] = base - height * (broad * 0.5 + crest ** 1.7 * 1.05 - 0.28);
  }
  return line;
}

/** Fills from a line down to the next one, fading into mist as it goes down. */
function fillLayer(
  { canvas }: SceneInput,
  line: Float32Array,
  until: Float32Array | number,
  colour: Rgb,
  mist: Rgb,
): void {
  const { width, height, unit } = canvas;
  for (let x = 0; x < width; x += 1) {
    const top = line[x]!;
    const bottom = Math.min(height, Math.ceil(typeof until === 'number' ? until : until[x]! + 2));
    for (let y = Math.max(0, Math.floor(top)); y < bottom; y += 1) {
      const depth = Math.min(1, (y - top) / (unit * 0.34));
      canvas.blend(x, y, mix(colour, mist, depth * 0.62), Math.min(1, y + 1 - top));
    }
  }
}

/** Ranges behind ranges under a large sky, over water or down to the front of the picture. */
export const landscape: Scene = function* (input) {
  const { canvas, palette, random, prompt, isSimple } = input;
  const { width, height, unit } = canvas;
  const hasWater =
    /\b(sea|ocean|lake|river|water|island|harbou?r|beach|boat|ship|sail|lighthouse|coast|cliff|fjord|bay)/.test(
      prompt,
    ) || random.chance(0.3);
  const hasTrees =
    /\b(forest|tree|wood|pine|jungle|cabin|hike|fox|deer|bear|wolf)/.test(prompt) || (!hasWater && random.chance(0.55));
  const horizon = height * (hasWater ? random.between(0.58, 0.66) : 1);
  const light: Light = {
    x: width * random.between(0.22, 0.78),
    y: height * random.between(0.2, hasWater ? 0.42 : 0.36),
    radius: unit * random.between(0.045, 0.085),
  };
  yield* paintSky(input, Math.ceil(hasWater ? horizon : height * 0.9), light);
  if (!isSimple || random.chance(0.5)) paintBirds(input, light);
  const layers = hasWater ? LAYERS - 2 : LAYERS;
  const start = height * (hasWater ? 0.5 : 0.46);
  const lines = Array.from({ length: layers }, (_, index) => {
    const t = index / (layers - 1);
    const base = hasWater ? start + (horizon - start) * t : start + (height * 1.02 - start) * t ** 1.15;
    return ridge(input, base, unit * (hasWater ? 0.2 - t * 0.1 : 0.24 - t * 0.07), 1.3 + t * 0.9);
  });
  for (const [index, line] of lines.entries()) {
    const t = index / (layers - 1);
    const tone = mix(palette.far, palette.near, hasWater ? t * 0.72 : t);
    const mist = mix(tone, palette.skyLow, (palette.isDark ? 0.35 : 0.8) * (1 - t * 0.85));
    const isFront = index === layers - 1;
    fillLayer(input, line, isFront ? horizon : lines[index + 1]!, tone, mist);
    if (hasTrees && index >= layers - 2) paintTrees(input, line, mix(tone, palette.near, 0.6), isFront ? 1 : 0.55);
    yield;
  }
  if (/\b(house|cabin|hut|cottage|home|village)/.test(prompt)) paintHouse(input, lines.at(-1)!);
  if (!hasWater) return paintSnow(input);
  yield* paintWater(input, horizon, light);
  if (/lighthouse/.test(prompt)) paintLighthouse(input, horizon);
  if (/\b(boat|ship|sail)/.test(prompt) || (!isSimple && random.chance(0.35))) paintBoat(input, horizon);
  paintSnow(input);
};
