import type { MadeFile } from '../../types';
import { createStepper } from '../run-steps';
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
  style?: string | undefined;
  seed?: number | undefined;
  /** Which of several pictures of one request it is, from 0. */
  variation?: number;
  isEconomy: boolean;
  signal: AbortSignal;
}

const side = (pixels: number) => Math.min(1_024, Math.max(64, Math.round(pixels) || 1_024));

/** Draws a picture from a prompt's words: the same words, size, style, seed and variation give the same bytes. */
export async function drawImage({
  prompt,
  style = 'natural',
  seed,
  variation = 0,
  isEconomy,
  signal,
  ...size
}: DrawInput): Promise<MadeFile> {
  const [width, height] = [side(size.width), side(size.height)];
  const words = prompt.trim().toLowerCase().normalize('NFC');
  const which = variation > 0 ? `|${variation}` : '';
  const random = createRandom(hashText(`${words}|${style}|${seed ?? ''}|${isEconomy}${which}`));
  const canvas = new Canvas(width, height);
  const palette = choosePalette(words, random);
  const draw = chooseScene(words, style, random);
  const run = createStepper(signal);
  await run(draw({ canvas, palette, random, noise: createNoise(random), prompt: words, isSimple: isEconomy }));
  const rgb = new Uint8Array(width * height * 3);
  await run(finish({ canvas, rgb, style, random }));
  paintLabel(rgb, width, height);
  signal.throwIfAborted();
  const bytes = await encodePng(rgb, width, height, { Software: 'MegicAI demo engine (drawn by rules, no AI model)' });
  return { bytes, mediaType: 'image/png', width, height };
}
