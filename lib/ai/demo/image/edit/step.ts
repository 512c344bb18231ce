import type { Sharp } from 'sharp';
import type { Random } from '../random';

export interface StepInput {
  image: Sharp;
  /** Pixels of the picture as it is now. */
  width: number;
  height: number;
  /** About 1; what variations differ by. */
  strength: number;
  random: Random;
  /** The wish in lower case. */
  wish: string;
}

/** One change of a picture. What it answers is run before the next step begins. */
export type Step = (input: StepInput) => Sharp;
