import { clamp, type Rgb } from './colour';

/** Looked up once: where tests run, a look at a global costs more than the sum. */
const { ceil, floor, hypot, max, min } = Math;

/** A picture in the making: floating-point pixels, shapes with soft edges. Positions are pixels from the top left. */
export class Canvas {
  readonly pixels: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Float32Array(width * height * 3);
  }

  /** The shorter side: what sizes are measured by. */
  get unit(): number {
    return min(this.width, this.height);
  }

  set(x: number, y: number, r: number, g: number, b: number): void {
    const at = (y * this.width + x) * 3;
    this.pixels[at] = r;
    this.pixels[at + 1] = g;
    this.pixels[at + 2] = b;
  }

  blend(x: number, y: number, [r, g, b]: Rgb, alpha: number): void {
    if (alpha <= 0 || x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const { pixels } = this;
    const at = (y * this.width + x) * 3;
    pixels[at] = pixels[at]! + (r - pixels[at]!) * alpha;
    pixels[at + 1] = pixels[at + 1]! + (g - pixels[at + 1]!) * alpha;
    pixels[at + 2] = pixels[at + 2]! + (b - pixels[at + 2]!) * alpha;
  }

  /** Adds light. */
  glow(cx: number, cy: number, radius: number, [r, g, b]: Rgb, strength: number): void {
    this.each(cx - radius, cy - radius, cx + radius, cy + radius, (x, y) => {
      const near = 1 - hypot(x + 0.5 - cx, y + 0.5 - cy) / radius;
      if (near <= 0) return;
      const light = near * near * strength;
      const at = (y * this.width + x) * 3;
      this.pixels[at] = this.pixels[at]! + r * light;
      this.pixels[at + 1] = this.pixels[at + 1]! + g * light;
      this.pixels[at + 2] = this.pixels[at + 2]! + b * light;
    });
  }

  disc(cx: number, cy: number, radius: number, colour: Rgb, alpha = 1): void {
    this.each(cx - radius - 1, cy - radius - 1, cx + radius + 1, cy + radius + 1, (x, y) => {
      const distance = hypot(x + 0.5 - cx, y + 0.5 - cy) - radius;
      this.blend(x, y, colour, clamp(0.5 - distance) * alpha);
    });
  }

  rect(left: number, top: number, right: number, bottom: number, colour: Rgb, alpha = 1): void {
    this.each(left - 1, top - 1, right + 1, bottom + 1, (x, y) => {
      const across = min(x + 1, right) - max(x, left);
      const down = min(y + 1, bottom) - max(y, top);
      this.blend(x, y, colour, clamp(across) * clamp(down) * alpha);
    });
  }

  /** A stroke with round ends whose width goes from `w0` to `w1`. */
  stroke(x0: number, y0: number, x1: number, y1: number, w0: number, w1: number, colour: Rgb, alpha = 1): void {
    const reach = max(w0, w1) / 2 + 1;
    const dx = x1 - x0;
    const dy = y1 - y0;
    const square = dx * dx + dy * dy || 1e-6;
    this.each(min(x0, x1) - reach, min(y0, y1) - reach, max(x0, x1) + reach, max(y0, y1) + reach, (x, y) => {
      const px = x + 0.5 - x0;
      const py = y + 0.5 - y0;
      const t = clamp((px * dx + py * dy) / square);
      const distance = hypot(px - dx * t, py - dy * t) - (w0 + (w1 - w0) * t) / 2;
      this.blend(x, y, colour, clamp(0.5 - distance) * alpha);
    });
  }

  /** A filled polygon, sampled four times down and exactly across. */
  polygon(points: readonly (readonly [number, number])[], colour: Rgb, alpha = 1): void {
    const top = max(0, floor(min(...points.map(([, y]) => y))));
    const bottom = min(this.height - 1, ceil(max(...points.map(([, y]) => y))));
    const cover = new Float32Array(this.width + 1);
    for (let y = top; y <= bottom; y += 1) {
      cover.fill(0);
      for (let part = 0; part < 4; part += 1) this.scan(points, y + (part + 0.5) / 4, cover);
      for (let x = 0; x < this.width; x += 1)
        if (cover[x]! > 0) this.blend(x, y, colour, min(1, cover[x]! / 4) * alpha);
    }
  }

  private scan(points: readonly (readonly [number, number])[], y: number, cover: Float32Array): void {
    const cuts: number[] = [];
    for (let index = 0; index < points.length; index += 1) {
      const [x0, y0] = points[index]!;
      const [x1, y1] = points[(index + 1) % points.length]!;
      if (y0 <= y !== y1 <= y) cuts.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
    cuts.sort((a, b) => a - b);
    for (let index = 0; index + 1 < cuts.length; index += 2) {
      const left = clamp(cuts[index]!, 0, this.width);
      const right = clamp(cuts[index + 1]!, 0, this.width);
      for (let x = floor(left); x < right; x += 1) cover[x] = cover[x]! + min(x + 1, right) - max(x, left);
    }
  }

  private each(left: number, top: number, right: number, bottom: number, paint: (x: number, y: number) => void): void {
    const x0 = max(0, floor(left));
    const x1 = min(this.width - 1, ceil(right));
    const y1 = min(this.height - 1, ceil(bottom));
    for (let y = max(0, floor(top)); y <= y1; y += 1) for (let x = x0; x <= x1; x += 1) paint(x, y);
  }
}
