import { CallFailure } from '../../../chain/failure';
import type { MadeFile, RequestFile } from '../../../types';
import { labelTile } from '../label';
import { createRandom, hashText } from '../random';
import { chooseSteps } from './choose-steps';

export interface EditInput {
  source: RequestFile;
  /** Empty: a variation. */
  prompt: string;
  seed?: number | undefined;
  /** Which of several pictures of one request it is, from 0. */
  variation: number;
  signal: AbortSignal;
}

/** Larger pictures are made smaller first: what one edit may take of the machine is bounded. */
const MOST_SIDE = 1_280;
const MOST_SOURCE_PIXELS = 50_000_000;

interface Pixels {
  data: Buffer;
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

/**
 * Changes a picture as far as words ask for something that filters can do; the same picture, words, seed and variation
 * give the same bytes. A PNG no longer than 1,280 pixels on a side (and its frame, if one was wished for).
 * @throws CallFailure `bad_request` where the file is no picture that can be read.
 */
export async function editImage({ source, prompt, seed, variation, signal }: EditInput): Promise<MadeFile> {
  // Loaded with the first edit: nothing else needs so much machinery.
  const { default: sharp } = await import('sharp');
  const file = await source.load();
  signal.throwIfAborted();
  const wish = prompt.trim().toLowerCase().normalize('NFC');
  const random = createRandom(hashText(`${wish}|${seed ?? ''}|${variation}`));
  const strength = variation === 0 && seed === undefined ? 1 : random.between(0.8, 1.25);
  let picture: Pixels = await sharp(file, { limitInputPixels: MOST_SOURCE_PIXELS, pages: 1 })
    .autoOrient()
    .resize(MOST_SIDE, MOST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new CallFailure({ outcome: 'bad_request' }, error);
    });
  const open = ({ data, info: { width, height, channels } }: Pixels) =>
    sharp(data, { raw: { width, height, channels } });
  for (const step of chooseSteps(wish, random)) {
    signal.throwIfAborted();
    const { width, height } = picture.info;
    // By way of a file where the step itself is one of encoding.
    const changed = await step({ image: open(picture), width, height, strength, random, wish }).toBuffer({
      resolveWithObject: true,
    });
    picture =
      changed.info.format === 'raw'
        ? changed
        : await sharp(changed.data).toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  }
  signal.throwIfAborted();
  const { width, height } = picture.info;
  const tile = labelTile(width, height);
  const label = {
    input: Buffer.from(tile.rgba),
    raw: { width: tile.width, height: tile.height, channels: 4 as const },
  };
  const fits = tile.left >= 0 && tile.top >= 0;
  const bytes = await open(picture)
    .composite(fits ? [{ ...label, left: tile.left, top: tile.top }] : [])
    .withExif({ IFD0: { Software: 'MegicAI demo engine (filters, no AI model)' } })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return { bytes: new Uint8Array(bytes), mediaType: 'image/png', width, height };
}
