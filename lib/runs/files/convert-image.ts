import sharp from 'sharp';
import { AppError } from '@/lib/errors';
import type { PictureForm } from '@/lib/format';
import { takeTurns } from './in-turn';

const MOST_PIXELS = 50_000_000;
const MOST_SECONDS = 20;
/** Each holds its file and its pixels unpacked for a moment. */
const AT_ONCE = 2;
const MOST_WAITING = 20;
const QUALITY = 90;

const inTurn = takeTurns(AT_ONCE, {
  most: MOST_WAITING,
  refusal: () =>
    new AppError('rate_limited', 'Too many pictures are being made anew. Try again in a few seconds.', {
      retryAfterSeconds: 5,
    }),
});

/**
 * A picture in another form, of the same size. `read` is called when its turn has come, so that nobody who waits holds bytes.
 * What shows through becomes white in JPEG; of moving pictures the first one stays. Null where it cannot be read.
 * @throws AppError rate_limited where many wait already; what `read` throws.
 */
export async function convertImage(
  read: () => Promise<Uint8Array>,
  form: PictureForm,
): Promise<Uint8Array<ArrayBuffer> | null> {
  return inTurn(async () => {
    const bytes = await read();
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true, pages: 1 })
      .toColourspace('srgb')
      .timeout({ seconds: MOST_SECONDS });
    const made =
      form === 'webp'
        ? picture.webp({ quality: QUALITY })
        : picture.flatten({ background: '#ffffff' }).jpeg({ quality: QUALITY });
    return made.toBuffer().then(
      (data) => new Uint8Array(data),
      () => null,
    );
  });
}
