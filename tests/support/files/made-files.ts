import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A picture of one colour with a place and a camera in it. */
export function makePicture(format: 'png' | 'jpeg' | 'webp' | 'gif', width = 40, height = 30): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#4a3aff' } })
    .toFormat(format)
    .withExif({ IFD0: { Model: 'Secret Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1' } })
    .toBuffer();
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A few kilobytes that claim to unpack to `side` x `side` pixels. */
export function pngBomb(side: number, isDeep = false): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // Sixteen bits for each of four channels, or eight for one.
  head[8] = isDeep ? 16 : 8;
  head[9] = isDeep ? 6 : 0;
  const rows = deflateSync(Buffer.alloc(1_000_000));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

/** A tone. `claimedSeconds`: what the head says, where that is to be a lie. */
export function makeWav(seconds: number, claimedSeconds = seconds, rate = 8_000): Buffer {
  const samples = Buffer.alloc(seconds * rate * 2);
  for (let index = 0; index < seconds * rate; index++) {
    samples.writeInt16LE(Math.round(8_000 * Math.sin(index / 5)), index * 2);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(claimedSeconds * rate * 2, 40);
  return Buffer.concat([head, samples]);
}

/** Silent frames of MPEG-1 layer III, 128 kbit/s at 44.1 kHz, 26 ms each; the first may claim another number of them. */
export function makeMp3(frames: number, claimedFrames?: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9064);
  const first = Buffer.from(frame);
  if (claimedFrames !== undefined) {
    first.write('Xing', 36, 'latin1');
    first.writeUInt32BE(1, 40);
    first.writeUInt32BE(claimedFrames, 44);
  }
  return Buffer.concat([first, ...Array<Buffer>(frames - 1).fill(frame)]);
}

interface PdfOptions {
  pages?: number;
  /** In place of the page's own words. */
  content?: Buffer;
  filter?: string;
}

/** A PDF whose pages all say `words`. */
export function makePdf(words: string, { pages = 1, content, filter = '' }: PdfOptions = {}): Buffer {
  const stream = content ?? Buffer.from(`BT /F1 18 Tf 20 100 Td (${words}) Tj ET`);
  const kids = Array.from({ length: pages }, (_, index) => `${index + 5} 0 R`).join(' ');
  const page = (index: number) =>
    `${index + 5} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>endobj\n`;
  return Buffer.concat([
    Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'),
    Buffer.from(`2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages}>>endobj\n`),
    Buffer.from('3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n'),
    Buffer.from(`4 0 obj<</Length ${stream.length}${filter}>>stream\n`),
    stream,
    Buffer.from('\nendstream endobj\n'),
    Buffer.from(Array.from({ length: pages }, (_, index) => page(index)).join('')),
    Buffer.from('trailer<</Root 1 0 R>>\n'),
  ]);
}

/** What stands at the end of packed bytes, for the same bytes over and over: two sums that go on from one round to the next. */
function adlerOver(bytes: Buffer, times: number): Buffer {
  const most = 65_521;
  let [sum, weighted] = [0, 0];
  for (const byte of bytes) {
    sum = (sum + byte) % most;
    weighted = (weighted + sum) % most;
  }
  let [low, high] = [1, 0];
  for (let round = 0; round < times; round++) {
    high = (high + (bytes.length % most) * low + weighted) % most;
    low = (low + sum) % most;
  }
  return number(high * 65_536 + low);
}

/**
 * The same bytes over and over, packed. They are packed once: a fully flushed piece knows nothing of what is before it, so it may
 * be repeated as it is.
 */
export function packedOver(bytes: Buffer, times: number): Buffer {
  const piece = deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
  const [head, end] = [Buffer.from([0x78, 0x9c]), deflateRawSync('')];
  return Buffer.concat([head, ...Array<Buffer>(times).fill(piece), end, adlerOver(bytes, times)]);
}

/** An element of Matroska; without a length it is one that a recorder left open. */
function element(id: number[], content: Buffer, open = false): Buffer {
  const size = Buffer.alloc(8);
  if (open) size.fill(0xff);
  else size.writeBigUInt64BE(BigInt(content.length));
  size[0] = 0x01;
  return Buffer.concat([Buffer.from(id), size, content]);
}

const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** What a browser's recorder makes: a segment and clusters without lengths, and no duration. A block every 100 ms. */
export function makeWebm(seconds: number, { film = false } = {}): Buffer {
  const track = element(
    [0xae],
    Buffer.concat([
      element([0xd7], Buffer.from([1])),
      element([0x73, 0xc5], Buffer.from([1])),
      element([0x83], Buffer.from([film ? 1 : 2])),
      element([0x86], Buffer.from(film ? 'V_VP8' : 'A_OPUS')),
      film
        ? element([0xe0], Buffer.concat([element([0xb0], number(320)), element([0xba], number(240))]))
        : element(
            [0xe1],
            Buffer.concat([element([0xb5], Buffer.from([0x47, 0x3b, 0x80, 0])), element([0x9f], Buffer.from([1]))]),
          ),
    ]),
  );
  const clusters = Array.from({ length: seconds }, (_, second) => {
    const blocks = Array.from({ length: 10 }, (_each, tenth) => {
      const relative = Buffer.alloc(2);
      relative.writeInt16BE(tenth * 100);
      return element([0xa3], Buffer.concat([Buffer.from([0x81]), relative, Buffer.from([0x80]), Buffer.alloc(40, 7)]));
    });
    return element([0x1f, 0x43, 0xb6, 0x75], Buffer.concat([element([0xe7], number(second * 1_000)), ...blocks]), true);
  });
  const info = element([0x15, 0x49, 0xa9, 0x66], element([0x2a, 0xd7, 0xb1], number(1_000_000)));
  const head = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from('webm')));
  const segment = Buffer.concat([info, element([0x16, 0x54, 0xae, 0x6b], track), ...clusters]);
  return Buffer.concat([head, element([0x18, 0x53, 0x80, 0x67], segment, true)]);
}

/** Bytes as they arrive: in pieces. */
export async function* inPieces(bytes: Uint8Array, pieceBytes = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
