import { crc32, inflateSync } from 'node:zlib';
import { drawImage } from '@/lib/ai/demo/image/draw-image';
import { encodePng } from '@/lib/ai/demo/image/png';

const draw = (
  prompt: string,
  change: {
    style?: string;
    width?: number;
    height?: number;
    seed?: number;
    isEconomy?: boolean;
    signal?: AbortSignal;
  } = {},
) => drawImage({ prompt, width: 96, height: 64, isEconomy: false, signal: new AbortController().signal, ...change });

/** Reads a PNG as a viewer would, checking every checksum. */
function readPng(bytes: Uint8Array) {
  const file = Buffer.from(bytes);
  expect([...file.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) });
    at += 12 + length;
  }
  const header = chunks[0]!.data;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)));
  return {
    width,
    height,
    format: [...header.subarray(8)],
    types: chunks.map(({ type }) => type),
    data,
    note: chunks.find(({ type }) => type === 'tEXt')?.data.toString('latin1'),
  };
}

function unfilter(data: Buffer, width: number, height: number): Uint8Array {
  const stride = width * 3;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)]!;
    expect([0, 2]).toContain(filter);
    for (let x = 0; x < stride; x += 1)
      pixels[y * stride + x] = data[y * (stride + 1) + 1 + x]! + (filter === 2 ? pixels[(y - 1) * stride + x]! : 0);
  }
  return pixels;
}

test('the encoder writes a file that decodes to the very pixels', async () => {
  const rgb = Uint8Array.from({ length: 7 * 5 * 3 }, (_, index) => (index * 37) % 256);
  const png = readPng(await encodePng(rgb, 7, 5));
  expect(unfilter(png.data, 7, 5)).toEqual(rgb);
  await expect(encodePng(rgb, 8, 5)).rejects.toThrow(RangeError);
});

const PROMPTS = [
  'misty mountains',
  'a lighthouse by the sea',
  'city at night',
  'abstract thoughts',
  'bauhaus pattern',
  'a great wave',
  'a bouquet of flowers',
  'ringed planet',
  'snowy cabin',
];

test.each(PROMPTS)('"%s" is a valid PNG of the size asked for, and not a plain surface', async (prompt) => {
  const file = await draw(prompt);
  const png = readPng(file.bytes);
  expect(png).toMatchObject({ width: 96, height: 64, format: [8, 2, 0, 0, 0] });
  expect(png.types.at(-1)).toBe('IEND');
  expect(png.note).toMatch(/^Software\0MegicAI demo engine/);
  expect(png.data).toHaveLength((96 * 3 + 1) * 64);
  expect(file).toMatchObject({ mediaType: 'image/png', width: 96, height: 64 });
  const pixels = unfilter(png.data, 96, 64);
  expect(new Set(pixels).size).toBeGreaterThan(20);
});

test.each(['natural', 'photo', 'illustration', 'watercolour', 'abstract', 'something else'])(
  'style %s draws',
  async (style) => {
    readPng((await draw('a fox', { style })).bytes);
  },
);

test('the same request gives the same bytes; other words, styles and seeds give others', async () => {
  const [one, same, words, style, seed, economy] = await Promise.all([
    draw('A quiet lake'),
    draw('  a quiet LAKE '),
    draw('a quiet pond'),
    draw('A quiet lake', { style: 'watercolour' }),
    draw('A quiet lake', { seed: 2 }),
    draw('A quiet lake', { isEconomy: true }),
  ]);
  expect(same.bytes).toEqual(one.bytes);
  for (const other of [words, style, seed, economy]) expect(other.bytes).not.toEqual(one.bytes);
});

test('colour words colour the picture', async () => {
  const mean = async (prompt: string) => {
    const pixels = unfilter(readPng((await draw(prompt)).bytes).data, 96, 64);
    const sums = [0, 0, 0];
    pixels.forEach((value, index) => (sums[index % 3]! += value));
    return sums;
  };
  const [red, , redBlue] = await mean('red shapes');
  const [blueRed, , blue] = await mean('blue shapes');
  expect(red! - redBlue!).toBeGreaterThan(blueRed! - blue!);
});

test('odd prompts and sizes still give a picture', async () => {
  for (const prompt of ['', '🦊', '日本', 'x'.repeat(16_000)]) readPng((await draw(prompt)).bytes);
  expect(await draw('tiny', { width: 1, height: 90_000 })).toMatchObject({ width: 64, height: 1_024 });
});

test('a large picture leaves the process free for others, and stops when told to', async () => {
  const stop = new AbortController();
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 10);
  const drawn = await draw('mountain lake', { width: 400, height: 400 });
  clearInterval(ticking);
  expect(drawn.bytes.byteLength).toBeGreaterThan(10_000);
  expect(ticks).toBeGreaterThan(3);
  setTimeout(() => stop.abort(), 30);
  await expect(draw('mountain lake', { width: 1_024, height: 1_024, signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
}, 180_000);
