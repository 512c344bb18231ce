import { drawBackdrop, type Backdrop } from '@/lib/ai/demo/video/backdrop';
import { chooseCamera, film } from '@/lib/ai/demo/video/camera';
import { element, float, joined, text, unsigned } from '@/lib/ai/demo/video/ebml';
import { createDrift, paintDrift } from '@/lib/ai/demo/video/particles';
import { frameSize, makeFilm } from '@/lib/ai/demo/video/make-film';
import { choosePalette } from '@/lib/ai/demo/image/palette';
import { createRandom } from '@/lib/ai/demo/image/random';
import { finished } from '@/tests/support/finished';

const palette = choosePalette('a lake', createRandom(1));

/** A backdrop whose red tells the column and whose green tells the row. */
function ruler(width: number, height: number): Backdrop {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rgb.set([(x / width) * 255, (y / height) * 255, 0], (y * width + x) * 3);
  return { rgb, width, height, palette };
}

function shot(prompt: string, share: number) {
  const camera = { ...chooseCamera(prompt, createRandom(1), false), sway: 0 };
  const frame = { rgb: new Uint8Array(64 * 36 * 3), width: 64, height: 36 };
  finished(film(ruler(82, 46), camera, { share, seconds: 0 }, frame));
  const at = (x: number, y: number) => [...frame.rgb.subarray((y * 64 + x) * 3, (y * 64 + x) * 3 + 2)];
  return { left: at(0, 18)[0]!, right: at(63, 18)[0]!, top: at(32, 0)[1]!, bottom: at(32, 35)[1]! };
}

describe('the camera', () => {
  test('moves to the right where it is told to pan', () => {
    const [start, end] = [shot('pan across the lake', 0), shot('pan across the lake', 1)];
    expect(end.left).toBeGreaterThan(start.left + 5);
    expect(end.right).toBeGreaterThan(start.right + 5);
  });

  test('sees less at the end of a zoom, and more at the end of one back', () => {
    const width = (prompt: string, share: number) => shot(prompt, share).right - shot(prompt, share).left;
    expect(width('zoom in on the lake', 1)).toBeLessThan(width('zoom in on the lake', 0) - 20);
    expect(width('zoom out of the lake', 1)).toBeGreaterThan(width('zoom out of the lake', 0) + 20);
  });

  test('rises where it is told to', () => {
    const [start, end] = [shot('aerial view, rising', 0), shot('aerial view, rising', 1)];
    expect(end.top).toBeLessThan(start.top);
  });

  test('never looks beyond its backdrop', () => {
    for (const prompt of ['pan', 'zoom in', 'zoom out', 'drone', 'a lake'])
      for (const share of [0, 0.3, 0.7, 1]) {
        const { left, right, top, bottom } = shot(prompt, share);
        expect(right).toBeGreaterThan(left);
        expect(bottom).toBeGreaterThan(top);
      }
  });

  test('the second shot goes the other way', () => {
    const [first, second] = [false, true].map((isSecond) => chooseCamera('pan', createRandom(1), isSecond));
    expect(second!.from).toEqual(first!.to);
    expect(second!.to).toEqual(first!.from);
  });

  test('water sways in its lower half, a city hardly at all', () => {
    const [lake, city] = ['a lake', 'a tower'].map((prompt) => chooseCamera(prompt, createRandom(1), false));
    expect(lake!.sway).toBeGreaterThan(city!.sway * 2);
    expect(lake!.swayFrom).toBeGreaterThan(0.5);
    expect(city!.swayFrom).toBe(0);
  });
});

describe('what drifts', () => {
  const painted = (prompt: string, seconds: number) => {
    const frame = { rgb: new Uint8Array(96 * 54 * 3).fill(60), width: 96, height: 54 };
    paintDrift(createDrift(prompt, createRandom(1)), seconds, palette, frame);
    return frame.rgb;
  };

  test.each(['snow', 'rain', 'fire', 'underwater', 'autumn', 'blossom', 'stars', 'nothing in particular'])(
    '%s is seen, moves on, and is the same at the same moment',
    (prompt) => {
      const first = painted(prompt, 1);
      expect(first.some((value) => value !== 60)).toBe(true);
      expect(painted(prompt, 1)).toEqual(first);
      expect(painted(prompt, 1.5)).not.toEqual(first);
    },
  );

  test('snow falls, bubbles and sparks rise', () => {
    const downs = (prompt: string) => createDrift(prompt, createRandom(1)).particles.map(({ down }) => down);
    expect(Math.min(...downs('snow'))).toBeGreaterThan(0);
    expect(Math.max(...downs('underwater'))).toBeLessThan(0);
    expect(Math.max(...downs('fire'))).toBeLessThan(0);
    expect(Math.min(...downs('rain'))).toBeGreaterThan(Math.max(...downs('snow')));
  });
});

test('a backdrop is larger than its frame, not blank, and of its seed', () => {
  const draw = (seed: string) => {
    let made: Backdrop | undefined;
    finished(
      drawBackdrop({ prompt: 'misty hills', seed, shot: 0, width: 64, height: 36 }, (backdrop) => (made = backdrop)),
    );
    return made!;
  };
  const one = draw('1');
  expect([one.width, one.height]).toEqual([82, 46]);
  expect(one.rgb).toHaveLength(82 * 46 * 3);
  expect(new Set(one.rgb).size).toBeGreaterThan(20);
  expect(draw('1').rgb).toEqual(one.rgb);
  expect(draw('2').rgb).not.toEqual(one.rgb);
});

describe('elements of EBML', () => {
  test.each([
    [0, [0x80]],
    [1, [0x81]],
    [126, [0xfe]],
    // 127 in one byte would say "unknown".
    [127, [0x40, 0x7f]],
    [16_382, [0x7f, 0xfe]],
    [16_383, [0x20, 0x3f, 0xff]],
  ])('%d bytes are announced as such', (size, announced) => {
    const made = element(0xe7, new Uint8Array(size));
    expect([...made.subarray(0, 1 + announced.length)]).toEqual([0xe7, ...announced]);
    expect(made).toHaveLength(1 + announced.length + size);
  });

  test('ids of one to four bytes, numbers, floats and words', () => {
    expect([...unsigned(0x1a45dfa3, 258, 2)]).toEqual([0x1a, 0x45, 0xdf, 0xa3, 0x82, 1, 2]);
    expect([...unsigned(0x4489, 1)]).toEqual([0x44, 0x89, 0x84, 0, 0, 0, 1]);
    expect([...text(0x86, 'é')]).toEqual([0x86, 0x82, 0xc3, 0xa9]);
    expect(new DataView(float(0x4489, 2_500).buffer).getFloat64(3)).toBe(2_500);
    expect([...joined([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)])]).toEqual([1, 2, 3]);
  });
});

test('frames keep the shape that was asked for, are even, and as large as allowed', () => {
  for (const [width, height] of [
    [16, 9],
    [9, 16],
    [4, 3],
    [1, 1],
    [21, 9],
    [500, 333],
  ] as const) {
    const made = frameSize(width, height, 100_000);
    expect([made.width % 2, made.height % 2]).toEqual([0, 0]);
    expect(Math.abs(made.width / made.height - width / height)).toBeLessThan(0.04);
    expect(Math.abs(made.width * made.height - 100_000)).toBeLessThan(2_000);
  }
});

test.each([
  [0, 4],
  [1, 1],
  [2.4, 2],
  [Number.NaN, 4],
])('%d seconds wished for are %d', async (seconds, made) => {
  const limits = { pixels: 32 * 18, bytes: 60_000 };
  const wish = { prompt: 'fog', width: 16, height: 9, seconds, paceMs: 0, limits };
  const file = await makeFilm({ ...wish, signal: new AbortController().signal });
  expect(file.seconds).toBe(made);
});
