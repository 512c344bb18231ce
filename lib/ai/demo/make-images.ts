import type { MadeFile, ModelRequest } from '../types';
import { drawImage } from './image/draw-image';
import { editImage } from './image/edit/edit-image';

/** More are never made for one request, whatever it says. */
const MOST = 4;

export interface MakeImagesInput {
  request: Extract<ModelRequest, { kind: 'image' }>;
  isEconomy: boolean;
  signal: AbortSignal;
  onFile(file: MadeFile): void;
}

/** One picture after the other, each told as soon as it is there. */
export async function makeImages({ request, isEconomy, signal, onFile }: MakeImagesInput): Promise<void> {
  const { prompt, width, height, style, seed, source } = request;
  const count = Math.min(MOST, Math.max(1, Math.trunc(request.count ?? 1) || 1));
  for (let variation = 0; variation < count; variation += 1) {
    const shared = { prompt, seed, variation, signal };
    onFile(
      source ? await editImage({ ...shared, source }) : await drawImage({ ...shared, width, height, style, isEconomy }),
    );
  }
}
