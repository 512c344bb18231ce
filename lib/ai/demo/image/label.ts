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

/** Writes "Demo engine" on a dark strip into the lower right corner, so that the file says by itself what it is. */
export function paintLabel(rgb: Uint8Array, width: number, height: number): void {
  const dot = Math.max(1, Math.round(Math.min(width, height) / 512));
  const [wide, high] = [(TEXT.length * 6 + 5) * dot, 13 * dot];
  const [left, top] = [width - wide - 4 * dot, height - high - 4 * dot];
  const fill = (x0: number, y0: number, x1: number, y1: number, level: number, alpha: number) => {
    for (let y = Math.max(0, y0); y < Math.min(height, y1); y += 1) {
      for (let x = Math.max(0, x0); x < Math.min(width, x1); x += 1) {
        const at = (y * width + x) * 3;
        for (let channel = 0; channel < 3; channel += 1)
          rgb[at + channel] = rgb[at + channel]! + (level - rgb[at + channel]!) * alpha;
      }
    }
  };
  fill(left, top, left + wide, top + high, 16, 0.6);
  for (const [index, letter] of [...TEXT].entries()) {
    for (const [row, dots] of GLYPHS[letter]!.entries()) {
      for (const [column, mark] of [...dots].entries()) {
        if (mark !== '#') continue;
        const x = left + (3 + index * 6 + column) * dot;
        const y = top + (3 + row) * dot;
        fill(x, y, x + dot, y + dot, 250, 0.95);
      }
    }
  }
}
