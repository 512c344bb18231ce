import type { Sharp, SharpOptions } from 'sharp';

type OpenSharp = (data: Uint8Array, options: SharpOptions) => Sharp;

/** The VP8 key frame in a lossy WebP file: the file is nothing but a frame with a head. */
export function vp8Of(webp: Uint8Array): Uint8Array {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  for (let at = 12; at + 8 <= webp.byteLength;) {
    const name = String.fromCharCode(...webp.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (name === 'VP8 ') return webp.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size & 1);
  }
  throw new Error('a WebP file without a lossy frame');
}

/** One picture of 8-bit RGB as a VP8 key frame; the work is done outside of the event loop. */
export async function encodeFrame(
  sharp: OpenSharp,
  rgb: Uint8Array,
  { width, height }: { width: number; height: number },
  quality: number,
): Promise<Uint8Array> {
  const file = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .webp({ quality, effort: 2, smartSubsample: false })
    .toBuffer();
  return vp8Of(file);
}
