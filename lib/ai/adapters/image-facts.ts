import { pngSize } from './png-size';

export interface ImageFacts {
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/avif';
  width?: number;
  height?: number;
}

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** The size stands in the frame header, behind segments of any length. */
function jpegSize(bytes: Uint8Array): { width?: number; height?: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 <= bytes.byteLength && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    // Start of frame, in any of its kinds; three numbers of the range mean tables.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return {};
}

function webpSize(bytes: Uint8Array): { width?: number; height?: number } {
  if (bytes.byteLength < 30) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (text(bytes, 12, 16)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    default:
      return {
        width: (view.getUint32(24, true) & 0xffffff) + 1,
        height: (view.getUint16(27, true) | ((bytes[29] ?? 0) << 16)) + 1,
      };
  }
}

/**
 * What a picture is, by its own first bytes: providers’ words for it are often wrong. Undefined for everything that no
 * browser shows as a raster image, drawings with scripts in them included.
 */
export function imageFacts(bytes: Uint8Array): ImageFacts | undefined {
  if (bytes[0] === 0x89 && text(bytes, 1, 4) === 'PNG') return { mediaType: 'image/png', ...pngSize(bytes) };
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)
    return { mediaType: 'image/jpeg', ...jpegSize(bytes) };
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP')
    return { mediaType: 'image/webp', ...webpSize(bytes) };
  if (text(bytes, 0, 4) === 'GIF8' && bytes.byteLength >= 10) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (text(bytes, 4, 12) === 'ftypavif') return { mediaType: 'image/avif' };
  return undefined;
}
