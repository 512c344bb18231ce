import { crc32, deflate } from 'node:zlib';
import { promisify } from 'node:util';

const deflateAsync = promisify(deflate);
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.byteLength + 8);
  framed.writeUInt32BE(data.byteLength, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.byteLength + 4);
  return framed;
}

/** Each row minus the row above it: smooth drawings become long runs of small numbers. */
function filterUp(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const stride = width * 3;
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const target = y * (stride + 1);
    const source = y * stride;
    rows[target] = y === 0 ? 0 : 2;
    if (y === 0) rows.set(rgb.subarray(0, stride), 1);
    else for (let x = 0; x < stride; x += 1) rows[target + 1 + x] = rgb[source + x]! - rgb[source + x - stride]!;
  }
  return rows;
}

/**
 * Encodes 8-bit RGB as a PNG file.
 * @param rgb width x height x 3 bytes, row by row from the top.
 * @param texts Latin-1 keyword and text pairs, written as tEXt chunks.
 */
export async function encodePng(
  rgb: Uint8Array,
  width: number,
  height: number,
  texts: Record<string, string> = {},
): Promise<Uint8Array> {
  if (rgb.byteLength !== width * height * 3) throw new RangeError('encodePng: the pixels do not fit the size');
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = await deflateAsync(filterUp(rgb, width, height), { level: 6 });
  const notes = Object.entries(texts).map(([key, value]) => chunk('tEXt', Buffer.from(`${key}\0${value}`, 'latin1')));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...notes,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
