import { mix, type Rgb } from '../colour';
import type { Canvas } from '../canvas';
import type { Random } from '../random';
import type { Scene } from '../scene';

interface Tile {
  x: number;
  y: number;
  size: number;
}

/** A quarter of a disc whose centre is one corner of the tile. */
function quarter(canvas: Canvas, { x, y, size }: Tile, corner: number, radius: number, colour: Rgb): void {
  const cx = x + (corner % 2) * size;
  const cy = y + Math.floor(corner / 2) * size;
  const start = [0, Math.PI / 2, -Math.PI / 2, Math.PI][corner]!;
  const arc = Array.from({ length: 33 }, (_, index): [number, number] => {
    const angle = start + (index / 32) * (Math.PI / 2);
    return [cx + Math.cos(angle) * radius, cy + Math.sin(angle) * radius];
  });
  canvas.polygon([[cx, cy], ...arc], colour);
}

function paintTile(canvas: Canvas, tile: Tile, random: Random, colours: readonly Rgb[]): void {
  const { x, y, size } = tile;
  const [ground, figure, spare] = [random.pick(colours), random.pick(colours), random.pick(colours)];
  canvas.rect(x, y, x + size, y + size, ground);
  const corner = Math.floor(random.next() * 4);
  const [cx, cy] = [x + size / 2, y + size / 2];
  switch (Math.floor(random.next() * 8)) {
    case 0:
      return quarter(canvas, tile, corner, size, figure);
    case 1:
      for (let ring = 4; ring > 0; ring -= 1)
        quarter(canvas, tile, corner, (size * ring) / 4, ring % 2 ? figure : spare);
      return;
    case 2:
      canvas.disc(cx, cy, size * 0.5, figure);
      return canvas.disc(cx, cy, size * 0.22, spare);
    case 3:
      return canvas.polygon([[x, y], [x + size, y], corner % 2 ? [x, y + size] : [x + size, y + size]], figure);
    case 4:
      for (let bar = 0; bar < 5; bar += 2)
        canvas.rect(x, y + (size * bar) / 5, x + size, y + (size * (bar + 1)) / 5, figure);
      return;
    case 5:
      quarter(canvas, tile, 0, size / 2, figure);
      return quarter(canvas, tile, 3, size / 2, spare);
    case 6:
      for (let dot = 0; dot < 16; dot += 1)
        canvas.disc(
          x + (size * ((dot % 4) + 0.5)) / 4,
          y + (size * (Math.floor(dot / 4) + 0.5)) / 4,
          size * 0.07,
          figure,
        );
      return;
    default:
      quarter(canvas, tile, corner, size, figure);
      return quarter(canvas, tile, 3 - corner, size * 0.5, spare);
  }
}

/** A grid of plain shapes, some of them large, the way a poster of the twenties would have it. */
export const bauhaus: Scene = function* ({ canvas, palette, random, isSimple }) {
  const { width, height, unit } = canvas;
  const cells = isSimple ? 4 : random.pick([5, 6, 8]);
  const size = unit / cells;
  const colours: Rgb[] = [...palette.accents, palette.near, mix(palette.paper, palette.sun, 0.3), palette.paper];
  canvas.rect(0, 0, width, height, palette.paper);
  yield;
  for (let y = 0; y < height; y += size) {
    for (let x = 0; x < width; x += size) {
      paintTile(canvas, { x, y, size }, random, colours);
      yield;
    }
  }
  for (let index = 0; index < 3; index += 1) {
    const column = Math.floor(random.between(0, Math.max(1, width / size - 2)));
    const line = Math.floor(random.between(0, Math.max(1, height / size - 2)));
    paintTile(canvas, { x: column * size, y: line * size, size: size * 2 }, random, colours);
    yield;
  }
};
