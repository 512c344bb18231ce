import sharp from 'sharp';
import { drawImage } from '@/lib/ai/demo/image/draw-image';
import { editImage } from '@/lib/ai/demo/image/edit/edit-image';
import { makeImages } from '@/lib/ai/demo/make-images';
import type { MadeFile, RequestFile } from '@/lib/ai/types';

/** Jest's own comparison looks at each byte by itself. */
const sameBytes = (one: MadeFile, other: MadeFile) => Buffer.from(one.bytes).equals(other.bytes);

const signal = new AbortController().signal;
let photo: RequestFile;

function fileOf(bytes: Uint8Array): RequestFile {
  return {
    mediaType: 'image/png',
    bytes: bytes.byteLength,
    fileName: 'a.png',
    load: async () => new Uint8Array(bytes),
  };
}

beforeAll(async () => {
  const drawn = await drawImage({ prompt: 'a red house by a lake', width: 160, height: 120, isEconomy: false, signal });
  photo = fileOf(drawn.bytes);
});

const edit = (prompt: string, change: { seed?: number; variation?: number; source?: RequestFile } = {}) =>
  editImage({ source: photo, prompt, variation: 0, signal, ...change });

/** Mean of red, green and blue in the upper half, where no label stands, and how much they vary. */
async function look({ bytes }: MadeFile) {
  const image = sharp(bytes);
  const { width, height } = await image.metadata();
  const upper = await image.extract({ left: 0, top: 0, width, height: Math.floor(height / 2) }).toBuffer();
  const { channels } = await sharp(upper).removeAlpha().stats();
  const [red, green, blue] = channels.map(({ mean }) => mean);
  return { red: red!, green: green!, blue: blue!, contrast: channels[0]!.stdev };
}

test('what comes out is a PNG that names the demo engine', async () => {
  const made = await edit('black and white');
  const facts = await sharp(made.bytes).metadata();
  expect(facts).toMatchObject({ format: 'png', width: 160, height: 120 });
  expect(made).toMatchObject({ mediaType: 'image/png', width: 160, height: 120 });
  expect(facts.exif?.toString('latin1')).toContain('MegicAI demo engine');
});

test('words change what they say', async () => {
  const before = await look({ bytes: await photo.load(), mediaType: 'image/png' });
  const grey = await look(await edit('make it black and white'));
  expect(Math.abs(grey.red - grey.blue)).toBeLessThan(1);
  const [warm, cool] = [await look(await edit('warmer please')), await look(await edit('colder'))];
  expect(warm.red - warm.blue).toBeGreaterThan(before.red - before.blue + 10);
  expect((await look(await edit('cooler'))).blue).toBeGreaterThan(warm.blue);
  expect(cool.red).toBeGreaterThan(0);
  expect((await look(await edit('brighter'))).green).toBeGreaterThan(before.green + 5);
  expect((await look(await edit('much darker'))).green).toBeLessThan(before.green - 5);
  expect((await look(await edit('more contrast'))).contrast).toBeGreaterThan(before.contrast);
  expect((await look(await edit('invert it'))).red).toBeCloseTo(255 - before.red, -1);
});

test('words of shape change the size', async () => {
  expect(await edit('crop it square')).toMatchObject({ width: 120, height: 120 });
  expect(await edit('rotate 90 degrees left')).toMatchObject({ width: 120, height: 160 });
  expect(await edit('put a frame around it')).toMatchObject({ width: 170, height: 135 });
  expect(await edit('a wide banner')).toMatchObject({ width: 160, height: 90 });
});

const WISHES = [
  '',
  'sepia',
  'pencil sketch',
  'cartoon',
  'blur the background',
  'sharpen',
  'film grain, cinematic',
  'duotone in blue',
  'mirror it',
  'upside down',
  'zoom in',
  'night',
  'pastel',
  'vivid',
  'as if it were autumn',
  'mach es heller',
  '日本の秋',
  'x'.repeat(2_000),
];

test.each(WISHES)('%j really changes the picture, the same way each time', async (wish) => {
  const [one, same] = [await edit(wish), await edit(wish)];
  expect(sameBytes(same, one)).toBe(true);
  const [before, after] = await Promise.all(
    [await photo.load(), one.bytes].map((bytes) =>
      sharp(bytes).removeAlpha().resize(40, 30, { fit: 'fill' }).raw().toBuffer(),
    ),
  );
  const difference = before!.reduce((sum, value, index) => sum + Math.abs(value - after![index]!), 0) / before!.length;
  expect(difference).toBeGreaterThan(0.5);
});

test('variations and seeds differ', async () => {
  const made = await Promise.all([edit(''), edit('', { variation: 1 }), edit('', { seed: 7 }), edit('', { seed: 8 })]);
  const kinds = new Set(made.map(({ bytes }) => Buffer.from(bytes).toString('base64')));
  expect(kinds.size).toBe(4);
});

test('a large or sideways photograph is made upright and smaller, transparency stays', async () => {
  const large = await sharp({ create: { width: 2_600, height: 1_300, channels: 4, background: '#ff000000' } })
    .png()
    .toBuffer();
  const made = await edit('brighter', { source: fileOf(large) });
  expect(made).toMatchObject({ width: 1_280, height: 640 });
  expect((await sharp(made.bytes).metadata()).hasAlpha).toBe(true);
  const sideways = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#336699' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect(await edit('warm', { source: fileOf(sideways) })).toMatchObject({ width: 40, height: 80 });
});

test('tiny pictures are edited, and what is no picture is the user’s fault', async () => {
  const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  for (const wish of WISHES) expect((await edit(wish, { source: fileOf(dot) })).mediaType).toBe('image/png');
  const lie = fileOf(new TextEncoder().encode('<html>no picture</html>'));
  await expect(edit('warm', { source: lie })).rejects.toMatchObject({ outcome: 'bad_request' });
});

test('as many pictures as asked for, four at most, each of its own', async () => {
  const make = async (count: number, source?: RequestFile) => {
    const files: MadeFile[] = [];
    const size = { width: 64, height: 64 };
    const request = { kind: 'image' as const, prompt: 'misty hills', count, ...size, ...(source ? { source } : {}) };
    await makeImages({ request, isEconomy: true, signal, onFile: (file) => void files.push(file) });
    return files.map(({ bytes }) => Buffer.from(bytes).toString('base64'));
  };
  expect(new Set(await make(3)).size).toBe(3);
  expect(new Set(await make(2, photo)).size).toBe(2);
  expect(await make(40)).toHaveLength(4);
  expect(await make(Number.NaN)).toHaveLength(1);
});

test('a stop is obeyed between two pictures', async () => {
  const stop = new AbortController();
  const request = { kind: 'image' as const, prompt: '', count: 4, width: 64, height: 64, source: photo };
  const made = makeImages({ request, isEconomy: false, signal: stop.signal, onFile: () => stop.abort() });
  await expect(made).rejects.toMatchObject({ name: 'AbortError' });
});
