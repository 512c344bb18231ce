import type { MadeFile } from '../../types';
import { encodePng } from './png';

export interface DrawInput {
  prompt: string;
  width: number;
  height: number;
  style?: string;
  seed?: number;
  isEconomy: boolean;
  signal: AbortSignal;
}

export async function drawImage({ width, height }: DrawInput): Promise<MadeFile> {
  const rgb = new Uint8Array(width * height * 3).fill(200);
  return { bytes: await encodePng(rgb, width, height, { Software: 'MegicAI demo engine' }), mediaType: 'image/png', width, height };
}
