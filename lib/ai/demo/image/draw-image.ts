import { setImmediate as breathe } from 'node:timers/promises';
import type { MadeFile } from '../../types';
import { Canvas } from './canvas';
import { chooseScene } from './choose-scene';
import { finish } from './finish';
import { paintLabel } from './label';
import { choosePalette } from './palette';
import { encodePng } from './png';
import { createNoise, createRandom, hashText } from './random';

export interface DrawInput {
  prompt: string;
  /** Pixels; each side is brought between 64 and 1,024. */
  width: number;
  height: number;
  style?: string;
  seed?: number;
  isEconomy: boolean;
  signal: AbortSignal;
}

/** How long the drawing may keep the process from other work. */
const SLICE_MS = 8;

const side = (pixels: number) => Math.min(1_024, Math.max(64, Math.round(pixels) || 1_024));

/** Draws a picture from a prompt's words: the same words, size, style and seed give the same bytes. */
export async function drawImage({
  prompt,
  style = 'natural',
  seed,
  isEconomy,
  signal,
  ...size
}: DrawInput): Promise<MadeFile> {
  const [width, height] = [side(size.width), side(size.height)];
  const words = prompt.trim().toLowerCase().normalize('NFC');
  const random = createRandom(hashText(`${words}|${style}|${seed ?? ''}|${isEconomy}`));
  const canvas = new Canvas(width, height);
  const palette = choosePalette(words, random);
  const draw = chooseScene(words, style, random);
  let pausedAt = performance.now();
  const run = async (steps: Generator<void, void, void>) => {
    for (const _step of steps) {
      if (performance.now() - pausedAt < SLICE_MS) continue;
      await breathe();
      signal.throwIfAborted();
      pausedAt = performance.now();
    }
  };
  await run(draw({ canvas, palette, random, noise: createNoise(random), prompt: words, isSimple: isEconomy }));
  const rgb = new Uint8Array(width * height * 3);
  await run(finish({ canvas, rgb, style, random }));
  paintLabel(rgb, width, height);
  signal.throwIfAborted();
  const bytes = await encodePng(rgb, width, height, { Software: 'MegicAI demo engine (drawn by rules, no AI model)' });
  return { bytes, mediaType: 'image/png', width, height };
}
