import type { Canvas } from './canvas';
import type { Palette } from './palette';
import type { Noise, Random } from './random';

export interface SceneInput {
  canvas: Canvas;
  palette: Palette;
  random: Random;
  noise: Noise;
  /** The prompt in lower case, for the things a scene knows how to draw. */
  prompt: string;
  /** Fewer details: what the economy model draws. */
  isSimple: boolean;
}

/** Draws a picture; every `yield` is a place where other work of the process may go on. */
export type Scene = (input: SceneInput) => Generator<void, void, void>;
