const TEXT = 'Demo engine';

/** 5 x 7 dots for the letters of the label; descenders are drawn within. */
const GLYPHS: Record<string, readonly string[]> = {
  D: ['####.', '#...#', '#...#', '#...#', '#...#', '#...#', '####.'],
  e: ['.....', '.....', '.###.', '#...#', '#####', '#....', '.###.'],
  m: ['.....', '.....', '##.#.', '#.#.#', '#.#.#', '#.#.#', '#.#.#'],
  o: ['.....', '.....', '.###.', '#...#', '#...#', '#...#', '.###.'],
  n: ['.....', '.....', '#.##.', '##..#', '#...#', '#...#', '#...#'],
  g: ['.....', '.####', '#...#', '#...#', '.####', '....#', '.###.'],
  i: ['..#..', '.....', '.##..', '..#..', '..#..', '..#..', '.###.'],
  ' ': ['.....', '.....', '.....', '.....', '.....', '.....', '.....'],
};

export interface LabelTile {
  /** Red, green, blue and cover, row by row. */
  rgba: Uint8Array;
  width: number;
  height: number;
  /** Where its left upper corner stands in the picture. */
  left: number;
  top: number;
}

/** "Demo engine" on a dark strip for the lower right corner, so that a file says by itself what it is. */
export function labelTile(pictureWidth: number, pictureHeight: number): LabelTile {
  const dot = Math.max(1, Math.round(Math.min(pictureWidth, pictureHeight) / 512));
  const [width, height] = [(TEXT.length * 6 + 5) * dot, 13 * dot];
  const rgba = new Uint8Array(width * height * 4);
  const fill = (x0: number, y0: number, x1: number, y1: number, level: number, cover: number) => {
    for (let y = y0; y < y1; y += 1)
      for (let x = x0; x < x1; x += 1) rgba.set([level, level, level, cover], (y * width + x) * 4);
  };
  fill(0, 0, width, height, 16, 153);
  for (const [index, letter] of [...TEXT].entries()) {
    for (const [row, dots] of GLYPHS[letter]!.entries()) {
      for (const [column, mark] of [...dots].entries()) {
        if (mark !== '#') continue;
        const x = (3 + index * 6 + column) * dot;
        const y = (3 + row) * dot;
        fill(x, y, x + dot, y + dot, 242, 244);
      }
    }
  }
  return { rgba, width, height, left: pictureWidth - width - 4 * dot, top: pictureHeight - height - 4 * dot };
}

/** Writes the label into a picture of 8-bit RGB; what does not fit is left out. */
export function paintLabel(rgb: Uint8Array, width: number, height: number, tile = labelTile(width, height)): void {
  for (let row = 0; row < tile.height; row += 1) {
    const y = tile.top + row;
    if (y < 0 || y >= height) continue;
    for (let column = 0; column < tile.width; column += 1) {
      const x = tile.left + column;
      if (x < 0 || x >= width) continue;
      const from = (row * tile.width + column) * 4;
      const at = (y * width + x) * 3;
      const cover = tile.rgba[from + 3]! / 255;
      for (let channel = 0; channel < 3; channel += 1)
        rgb[at + channel] = rgb[at + channel]! + (tile.rgba[from + channel]! - rgb[at + channel]!) * cover;
    }
  }
}
