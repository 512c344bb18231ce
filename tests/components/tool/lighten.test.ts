/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lightened } from '@/components/tool/file/lighten';

const drawnAt: [number, number][] = [];
let made: Blob | null;

/** jsdom draws nothing: a browser that can, as far as this is concerned. */
beforeEach(() => {
  drawnAt.length = 0;
  made = new Blob(['small'], { type: 'image/jpeg' });
  Object.assign(globalThis, {
    createImageBitmap: async () => ({ width: 4_000, height: 3_000, close: () => undefined }),
  });
  HTMLCanvasElement.prototype.getContext = () => null;
  HTMLCanvasElement.prototype.toBlob = function (done) {
    drawnAt.push([this.width, this.height]);
    done(made);
  };
});
afterEach(() => void Reflect.deleteProperty(globalThis, 'createImageBitmap'));

function photo(bytes: number, type = 'image/jpeg'): File {
  const file = new File(['x'], 'beach.jpg', { type });
  Object.defineProperty(file, 'size', { value: bytes });
  return file;
}

describe('a large photograph', () => {
  it('is sent as small as it is of use, under its name', async () => {
    const file = await lightened(photo(6_000_000));
    expect(drawnAt).toEqual([[2_048, 1_536]]);
    expect([file.name, file.type, file.size]).toEqual(['beach.jpg', 'image/jpeg', 5]);
  });

  it('stays as it is where that saves nothing, or nothing can be drawn', async () => {
    made = null;
    const original = photo(6_000_000);
    expect(await lightened(original)).toBe(original);
    Object.assign(globalThis, { createImageBitmap: () => Promise.reject(new Error('broken')) });
    expect(await lightened(original)).toBe(original);
  });

  it('is the only thing that is touched: small ones and other kinds are sent untouched', async () => {
    const small = photo(100_000);
    const drawing = photo(6_000_000, 'image/png');
    expect(await lightened(small)).toBe(small);
    expect(await lightened(drawing)).toBe(drawing);
    expect(drawnAt).toEqual([]);
  });
});
