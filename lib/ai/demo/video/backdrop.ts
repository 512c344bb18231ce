import { Canvas } from '../image/canvas';
import { chooseScene } from '../image/choose-scene';
import { clamp } from '../image/colour';
import { choosePalette, type Palette } from '../image/palette';
import { createNoise, createRandom, hashText } from '../image/random';

/** A picture larger than the frame, through which the camera moves. */
export interface Backdrop {
  rgb: Uint8Array;
  width: number;
  height: number;
  palette: Palette;
}

/** How much larger than the frame, on each side. */
const MARGIN = 1.28;

/** Draws the place of a shot. Every `yield` is a place where other work of the process may go on. */
export function* drawBackdrop(
  { prompt, seed, shot, width, height }: { prompt: string; seed: string; shot: number; width: number; height: number },
  done: (backdrop: Backdrop) => void,
): Generator<void, void, void> {
  const random = createRandom(hashText(`${prompt}|film|${seed}|${shot}`));
  const [wide, high] = [Math.round(width * MARGIN), Math.round(height * MARGIN)];
  const canvas = new Canvas(wide, high);
  // All shots of a film have the same colours.
  const palette = choosePalette(prompt, createRandom(hashText(`${prompt}|film|${seed}`)));
  const draw = chooseScene(prompt, 'natural', random);
  yield* draw({ canvas, palette, random, noise: createNoise(random), prompt, isSimple: false });
  const rgb = new Uint8Array(wide * high * 3);
  // Without grain: it would be new in every frame, and cost more bytes than the picture.
  for (let y = 0; y < high; y += 1) {
    for (let at = y * wide * 3; at < (y + 1) * wide * 3; at += 1) rgb[at] = clamp(canvas.pixels[at]!) * 255 + 0.5;
    if (y % 16 === 0) yield;
  }
  done({ rgb, width: wide, height: high, palette });
}
