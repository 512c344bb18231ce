import { refuse } from './refusal';

export interface CleanPicture {
  bytes: Buffer;
  width: number;
  height: number;
}

const MOST_PIXELS = 40_000_000;
/** No player is wider, on no screen. */
const LONGEST_SIDE = 1_920;
const MOST_RESULT_BYTES = 2 * 1024 * 1024;
/** Tried one after the other until the result is small enough. */
const QUALITIES = [84, 70, 50, 30];
const MOST_SECONDS = 20;

/**
 * A picture made anew from its pixels, as WebP of at most 2 MB: the right way up, without place, camera or anything else that
 * was in the file or behind its end. Of moving ones the first picture stays.
 * @throws AppError invalid_input for what cannot be read to its end, payload_too_large beyond 40 million pixels
 */
export async function cleanPicture(bytes: Buffer): Promise<CleanPicture> {
  // Native code that only this needs.
  const { default: sharp } = await import('sharp');
  const { width, height } = await sharp(bytes, { limitInputPixels: false, pages: 1 })
    .metadata()
    .catch((error: unknown) => {
      throw refuse('invalid_input', 'is not a picture that can be read', error);
    });
  if (width * height > MOST_PIXELS)
    throw refuse('payload_too_large', `a picture may have at most ${MOST_PIXELS / 1_000_000} million pixels`);
  const small = await sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: MOST_SECONDS })
    .png({ compressionLevel: 1 })
    .toBuffer()
    .catch((error: unknown) => {
      throw refuse('invalid_input', 'is damaged: the picture cannot be read to its end', error);
    });
  for (const quality of QUALITIES) {
    const { data, info } = await sharp(small).webp({ quality }).toBuffer({ resolveWithObject: true });
    if (data.byteLength <= MOST_RESULT_BYTES) return { bytes: data, width: info.width, height: info.height };
  }
  throw refuse('payload_too_large', 'stays above 2 MB however it is made smaller');
}
