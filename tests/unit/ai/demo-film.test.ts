import sharp from 'sharp';
import { frameSize, makeFilm, type MakeFilmInput } from '@/lib/ai/demo/video/make-film';
import { vp8Of } from '@/lib/ai/demo/video/encode-frame';
import { muxWebm } from '@/lib/ai/demo/video/webm';
import type { JobProgress, MadeFile } from '@/lib/ai/types';

/** Jest's own comparison looks at each byte by itself. */
const sameBytes = (one: MadeFile, other: MadeFile) => Buffer.from(one.bytes).equals(other.bytes);

const make = (prompt: string, change: Partial<MakeFilmInput> = {}) =>
  makeFilm({
    ...{ prompt, width: 1_280, height: 720, seconds: 1, paceMs: 0 },
    // A sixteenth of the usual frame: Jest's sandbox is slow at arithmetic.
    limits: { pixels: 160 * 90, bytes: 200_000 },
    signal: new AbortController().signal,
    ...change,
  });

const PARENTS = new Set([
  0x1a45dfa3, 0x18538067, 0x114d9b74, 0x4dbb, 0x1549a966, 0x1654ae6b, 0xae, 0xe0, 0x1c53bb6b, 0xbb, 0xb7, 0x1f43b675,
]);

interface Element {
  id: number;
  /** Where it begins, and where what it holds begins. */
  at: number;
  from: number;
  data: Buffer;
  children: Element[];
}

/** Reads EBML as a player would; every size must fit exactly. */
function readElements(file: Buffer, start: number, end: number): Element[] {
  const elements: Element[] = [];
  for (let at = start; at < end;) {
    const begin = at;
    const idWidth = Math.clz32(file[at]!) - 23;
    const id = file.readUIntBE(at, idWidth);
    at += idWidth;
    const sizeWidth = Math.clz32(file[at]!) - 23;
    let size = file[at]! & ((1 << (8 - sizeWidth)) - 1);
    for (let index = 1; index < sizeWidth; index += 1) size = size * 256 + file[at + index]!;
    at += sizeWidth;
    expect(at + size).toBeLessThanOrEqual(end);
    const children = PARENTS.has(id) ? readElements(file, at, at + size) : [];
    elements.push({ id, at: begin, from: at, data: file.subarray(at, at + size), children });
    at += size;
  }
  return elements;
}

const find = (elements: readonly Element[], ...path: number[]): Element => {
  const [id, ...rest] = path;
  const found = elements.find((element) => element.id === id);
  if (!found) throw new Error(`no element ${id?.toString(16)}`);
  return rest.length > 0 ? find(found.children, ...rest) : found;
};
const number = ({ data }: Element) => data.readUIntBE(0, data.length);

function readFilm(bytes: Uint8Array) {
  const file = Buffer.from(bytes);
  const top = readElements(file, 0, file.length);
  const segment = find(top, 0x18538067);
  const clusters = segment.children.filter(({ id }) => id === 0x1f43b675);
  const blocks = clusters.flatMap((cluster) => {
    const time = number(find(cluster.children, 0xe7));
    return cluster.children
      .filter(({ id }) => id === 0xa3)
      .map(({ data }) => ({ timeMs: time + data.readInt16BE(1), flags: data[3], frame: data.subarray(4) }));
  });
  return { top, segment, clusters, blocks };
}

/** A key frame as a picture again, by a reader that knows nothing of us. */
function decode(frame: Buffer) {
  const padded = frame.length % 2 === 0 ? frame : Buffer.concat([frame, Buffer.alloc(1)]);
  const head = Buffer.alloc(20);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(padded.length + 12, 4);
  head.write('WEBPVP8 ', 8, 'latin1');
  head.writeUInt32LE(frame.length, 16);
  return sharp(Buffer.concat([head, padded]))
    .raw()
    .toBuffer({ resolveWithObject: true });
}

test('the film is a WebM whose parts all fit, with its length, its size and a cue for each half second', async () => {
  const made = await make('a boat on a lake at dusk', { seconds: 2 });
  expect(made).toMatchObject({ mediaType: 'video/webm', width: 160, height: 90, seconds: 2 });
  const { top, segment, clusters, blocks } = readFilm(made.bytes);
  expect(find(top, 0x1a45dfa3, 0x4282).data.toString()).toBe('webm');
  expect(find(segment.children, 0x1549a966, 0x4489).data.readDoubleBE()).toBe(2_000);
  expect(find(segment.children, 0x1654ae6b, 0xae, 0x86).data.toString()).toBe('V_VP8');
  expect(number(find(segment.children, 0x1654ae6b, 0xae, 0xe0, 0xb0))).toBe(160);
  expect(number(find(segment.children, 0x1654ae6b, 0xae, 0xe0, 0xba))).toBe(90);
  expect(find(segment.children, 0x1549a966, 0x5741).data.toString()).toContain('demo engine');
  const cues = find(segment.children, 0x1c53bb6b).children;
  expect(cues.map((cue) => number(find(cue.children, 0xb3)))).toEqual([0, 500, 1_000, 1_500]);
  expect(cues.map((cue) => number(find(cue.children, 0xb7, 0xf1)) + segment.from)).toEqual(
    clusters.map(({ at }) => at),
  );
  for (const seek of find(segment.children, 0x114d9b74).children) {
    const target = segment.children.find(({ id }) => id === number(find(seek.children, 0x53ab)));
    expect(number(find(seek.children, 0x53ac)) + segment.from).toBe(target!.at);
  }
  expect(blocks.map(({ timeMs }) => timeMs)).toEqual(
    Array.from({ length: 24 }, (_, index) => Math.round((index * 1_000) / 12)),
  );
  expect(blocks.every(({ flags }) => flags === 0x80)).toBe(true);
});

test('every frame is a picture of the right size, moves on from the one before, and carries the label', async () => {
  const { blocks } = readFilm((await make('snow over a forest')).bytes);
  const pictures = await Promise.all(blocks.map(({ frame }) => decode(frame)));
  for (const { info } of pictures) expect(info).toMatchObject({ width: 160, height: 90 });
  const [first, , , , , sixth] = pictures;
  const difference =
    first!.data.reduce((sum, value, at) => sum + Math.abs(value - sixth!.data[at]!), 0) / first!.data.length;
  expect(difference).toBeGreaterThan(0.5);
  // The dark strip of the label.
  const at = ((90 - 8) * 160 + 160 - 60) * 3;
  for (const { data } of pictures) expect(Math.min(...data.subarray(at, at + 9))).toBeLessThan(140);
});

test('the same wish gives the same bytes; other words, seeds and shapes give others', async () => {
  const [one, same, seed, words] = await Promise.all([
    make('dunes'),
    make('  DUNES '),
    make('dunes', { seed: 3 }),
    make('city'),
  ]);
  expect(sameBytes(same, one)).toBe(true);
  for (const other of [seed, words]) expect(sameBytes(other, one)).toBe(false);
}, 180_000);

test.each([
  [1_280, 720, 640, 360],
  [720, 1_280, 360, 640],
  [720, 720, 480, 480],
  [10_000, 1, 832, 278],
  [0, Number.NaN, 640, 360],
])('%i x %i is drawn at %i x %i', (width, height, wide, high) => {
  expect(frameSize(width, height)).toEqual({ width: wide, height: high });
});

test('no film weighs more than it may, whatever it shows, or is longer than eight seconds', async () => {
  const made = await make('abstract swirling silk and confetti, bauhaus mosaic', {
    seconds: 60,
    limits: { pixels: 160 * 90, bytes: 200_000 },
  });
  expect(made.seconds).toBe(8);
  expect(made.bytes.byteLength).toBeLessThan(210_000);
  expect(readFilm(made.bytes).blocks).toHaveLength(96);
}, 180_000);

test('any words make a film', async () => {
  for (const prompt of ['', '🦊', '日本', 'x'.repeat(1_000)])
    expect((await make(prompt)).bytes.byteLength).toBeGreaterThan(3_000);
}, 180_000);

test('progress grows to the end, a pace is kept, and the process stays free', async () => {
  const told: JobProgress[] = [];
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 10);
  const startedAt = performance.now();
  await make('waves', { paceMs: 30, onProgress: (progress) => void told.push(progress) });
  clearInterval(ticking);
  expect(performance.now() - startedAt).toBeGreaterThan(12 * 30);
  expect(ticks).toBeGreaterThan(10);
  const shares = told.map(({ share }) => share!);
  expect(shares[0]).toBe(0);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test('a stop is obeyed while it draws, and while it waits', async () => {
  for (const paceMs of [0, 60_000]) {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 60);
    const startedAt = performance.now();
    await expect(make('city at night', { seconds: 8, paceMs, signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  }
});

test('large frames and long films keep their sizes right', () => {
  const frames = [100, 127, 128, 16_400, 70_000].map((size) => new Uint8Array(size));
  const { blocks, clusters } = readFilm(muxWebm({ frames, width: 64, height: 48, framesPerSecond: 2, title: 'x' }));
  expect(blocks.map(({ frame }) => frame.length)).toEqual([100, 127, 128, 16_400, 70_000]);
  expect(clusters).toHaveLength(5);
});

test('a file without a lossy frame is an error, not a broken film', () => {
  expect(() => vp8Of(new Uint8Array(40))).toThrow('without a lossy frame');
});
