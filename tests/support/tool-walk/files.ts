import { deflateSync } from 'node:zlib';

/** A file that is uploaded, made when it is needed. */
export interface WalkFile {
  name: string;
  mediaType: string;
  bytes(): Buffer;
}

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A sunset of so many pixels: a PNG. */
function sunset(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) {
      const sun = Math.hypot(x - width / 2, y - height * 0.6) < height / 6;
      row.set(sun ? [255, 214, 110] : [230 - y / 3, 110 + y / 6, 90 + y / 4], 1 + x * 3);
    }
    return row;
  });
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** So many seconds of a rising tone: 16-bit mono at 16 kHz. */
export function tone(seconds: number): Buffer {
  const rate = 16_000;
  const samples = Math.round(seconds * rate);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    wav.writeInt16LE(Math.round(9_000 * Math.sin((2 * Math.PI * (220 + i / 200) * i) / rate)), 44 + i * 2);
  }
  return wav;
}

export const PICTURE: WalkFile = { name: 'sunset.png', mediaType: 'image/png', bytes: () => sunset(320, 240) };
export const RECORDING: WalkFile = { name: 'note.wav', mediaType: 'audio/wav', bytes: () => tone(3) };
export const PAPER: WalkFile = {
  name: 'lease.txt',
  mediaType: 'text/plain',
  bytes: () =>
    Buffer.from(
      'Lease of the workshop.\n\nThe rent is 640 euros a month and due on the third working day.\n\nThe landlord may keep the deposit where the tenant leaves damage behind or owes rent at the end.\n\nBoth sides give three months of notice in writing.\n',
    ),
};
