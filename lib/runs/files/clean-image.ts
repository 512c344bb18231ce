import sharp from 'sharp';
import { takeTurns } from './in-turn';
import { refuseFile } from './refusal';

export interface CleanImage {
  bytes: Buffer;
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
}

/** Read from the header, before anything is unpacked. */
const MOST_PIXELS = 50_000_000;
/** Some kinds of pictures are unpacked whole: this much of one may be in memory. */
const MOST_UNPACKED_BYTES = 200_000_000;
/** No model sees more than this; larger pictures are made smaller. */
const LONGEST_SIDE = 4_096;
const MOST_SECONDS = 20;
/** Each holds its pixels unpacked for a moment. */
const AT_ONCE = 2;

const inTurn = takeTurns(AT_ONCE);

/**
 * A picture made anew from its pixels: turned the right way up, without place, camera, thumbnail or anything else that was
 * in the file or behind its end. Of moving ones the first picture stays.
 * @throws AppError invalid_input for what cannot be read to its end, payload_too_large beyond 50 million pixels.
 */
export async function cleanImage(bytes: Uint8Array): Promise<CleanImage> {
  return inTurn(async () => {
    const head = sharp(bytes, { limitInputPixels: false, pages: 1 });
    const { format, width, height, channels, depth } = await head.metadata().catch((error: unknown) => {
      throw refuseFile('invalid_input', 'is not a picture that can be read', error);
    });
    if (width * height > MOST_PIXELS) {
      throw refuseFile('payload_too_large', `a picture may have at most ${MOST_PIXELS / 1_000_000} million pixels`);
    }
    if (width * height * channels * (depth === 'uchar' ? 1 : 2) > MOST_UNPACKED_BYTES) {
      throw refuseFile('payload_too_large', 'is too large once it is unpacked');
    }
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error', pages: 1 });
    const upright = picture
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .timeout({ seconds: MOST_SECONDS });
    const made =
      format === 'jpeg'
        ? upright.jpeg({ quality: 92 })
        : format === 'webp'
          ? upright.webp({ quality: 92 })
          : upright.png();
    const { data, info } = await made.toBuffer({ resolveWithObject: true }).catch((error: unknown) => {
      throw refuseFile('invalid_input', 'is damaged: the picture cannot be read to its end', error);
    });
    const mediaType = format === 'jpeg' ? 'image/jpeg' : format === 'webp' ? 'image/webp' : 'image/png';
    return { bytes: data, mediaType, width: info.width, height: info.height };
  });
}
