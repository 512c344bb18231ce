import { crc32, deflateSync } from 'node:zlib';

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.byteLength);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}

/** A picture of this size as PNG: a slope of colours from left to right, other ones for each `index`. */
export function picture(width: number, height: number, index = 0): Buffer {
  const row = Buffer.alloc(width * 3 + 1);
  for (let x = 0; x < width; x += 1) {
    const across = Math.round((255 * x) / width);
    const colours = [across, 96, 255 - across];
    for (let channel = 0; channel < 3; channel += 1) row[1 + x * 3 + channel] = colours[(channel + index) % 3] ?? 0;
  }
  const rows = Buffer.alloc(row.byteLength * height, row);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(rows, { level: 1 });
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
