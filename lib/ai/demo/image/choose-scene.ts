import type { Random } from './random';
import type { Scene } from './scene';
import { landscape } from './scenes/landscape';

export function chooseScene(prompt: string, style: string, random: Random): Scene {
  void prompt; void style; void random;
  return landscape;
}
