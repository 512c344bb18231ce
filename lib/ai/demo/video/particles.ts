import type { Palette } from '../image/palette';
import type { Rgb } from '../image/colour';
import type { Random } from '../image/random';

/** Looked up once: where tests run, a look at a global costs more than the sum. */
const { PI, ceil, floor, hypot, max, min, sin, abs, round, sign } = Math;

/** What drifts through a shot. Speeds are shares of the frame's height a second. */
interface Kind {
  count: number;
  down: readonly [number, number];
  across: readonly [number, number];
  size: readonly [number, number];
  /** Drawn out along its way, as rain is. */
  length: number;
  cover: number;
  twinkles: boolean;
  colour(palette: Palette): Rgb;
}

const KINDS: readonly [RegExp, Kind][] = [
  [
    /\b(?:snow\w*|winter\w*|blizzard|christmas)\b/,
    {
      count: 130,
      down: [0.08, 0.25],
      across: [-0.06, 0.06],
      size: [0.002, 0.006],
      length: 0,
      cover: 0.85,
      twinkles: false,
      colour: () => [1, 1, 1],
    },
  ],
  [
    /\b(?:rain\w*|storm\w*|monsoon|gutter)\b/,
    {
      count: 150,
      down: [1.1, 1.7],
      across: [-0.16, -0.1],
      size: [0.0012, 0.002],
      length: 0.035,
      cover: 0.38,
      twinkles: false,
      colour: () => [0.82, 0.88, 1],
    },
  ],
  [
    /\b(?:fire\w*|ember\w*|lava|volcano\w*|dragon\w*|candle\w*|camp\w*)\b/,
    {
      count: 70,
      down: [-0.32, -0.12],
      across: [-0.07, 0.07],
      size: [0.0016, 0.0045],
      length: 0.006,
      cover: 0.9,
      twinkles: true,
      colour: () => [1, 0.62, 0.22],
    },
  ],
  [
    /\b(?:underwater|bubble\w*|fish|coral|diver?\w*|whale\w*)\b/,
    {
      count: 60,
      down: [-0.26, -0.1],
      across: [-0.03, 0.03],
      size: [0.003, 0.009],
      length: 0,
      cover: 0.3,
      twinkles: false,
      colour: () => [0.9, 1, 1],
    },
  ],
  [
    /\b(?:autumn|leaf|leaves|fall)\b/,
    {
      count: 46,
      down: [0.1, 0.22],
      across: [0.03, 0.14],
      size: [0.005, 0.01],
      length: 0.008,
      cover: 0.9,
      twinkles: false,
      colour: (palette) => palette.accents[0]!,
    },
  ],
  [
    /\b(?:spring|blossom\w*|cherry|petal\w*|flower\w*|garden\w*)\b/,
    {
      count: 50,
      down: [0.07, 0.16],
      across: [0.02, 0.12],
      size: [0.004, 0.008],
      length: 0.006,
      cover: 0.85,
      twinkles: false,
      colour: () => [1, 0.82, 0.88],
    },
  ],
  [
    /\b(?:star\w*|space|galax\w*|night|cosmos|firefl\w*|magic\w*|neon)\b/,
    {
      count: 90,
      down: [-0.012, 0.012],
      across: [-0.012, 0.012],
      size: [0.0014, 0.0036],
      length: 0,
      cover: 0.9,
      twinkles: true,
      colour: (palette) => palette.sun,
    },
  ],
];
const DUST: Kind = {
  count: 40,
  down: [-0.03, 0.02],
  across: [0.005, 0.04],
  size: [0.0015, 0.004],
  length: 0,
  cover: 0.3,
  twinkles: true,
  colour: (palette) => palette.sun,
};

export interface Particle {
  x: number;
  y: number;
  down: number;
  across: number;
  size: number;
  phase: number;
}

export interface Drift {
  kind: Kind;
  particles: readonly Particle[];
}

export function createDrift(prompt: string, random: Random): Drift {
  const kind = KINDS.find(([pattern]) => pattern.test(prompt))?.[1] ?? DUST;
  const particles = Array.from({ length: kind.count }, () => ({
    x: random.next(),
    y: random.next(),
    down: random.between(...kind.down),
    across: random.between(...kind.across),
    size: random.between(...kind.size),
    phase: random.between(0, PI * 2),
  }));
  return { kind, particles };
}

const wrapped = (value: number) => value - floor(value);

function dot(
  frame: { rgb: Uint8Array; width: number; height: number },
  cx: number,
  cy: number,
  radius: number,
  [r, g, b]: Rgb,
  cover: number,
): void {
  const reach = ceil(radius + 1);
  for (let y = max(0, floor(cy) - reach); y <= min(frame.height - 1, cy + reach); y += 1) {
    for (let x = max(0, floor(cx) - reach); x <= min(frame.width - 1, cx + reach); x += 1) {
      const near = min(1, max(0, radius + 0.5 - hypot(x + 0.5 - cx, y + 0.5 - cy))) * cover;
      if (near <= 0) continue;
      const at = (y * frame.width + x) * 3;
      frame.rgb[at] = frame.rgb[at]! + (r * 255 - frame.rgb[at]!) * near;
      frame.rgb[at + 1] = frame.rgb[at + 1]! + (g * 255 - frame.rgb[at + 1]!) * near;
      frame.rgb[at + 2] = frame.rgb[at + 2]! + (b * 255 - frame.rgb[at + 2]!) * near;
    }
  }
}

/** Draws what drifts, as it stands at this moment; what leaves the frame comes in on the other side. */
export function paintDrift(
  { kind, particles }: Drift,
  seconds: number,
  palette: Palette,
  frame: { rgb: Uint8Array; width: number; height: number },
): void {
  const unit = min(frame.width, frame.height);
  const colour = kind.colour(palette);
  for (const { x, y, down, across, size, phase } of particles) {
    const swing = kind.length > 0.02 ? 0 : sin(seconds * 1.4 + phase) * 0.012;
    const [cx, cy] = [wrapped(x + across * seconds + swing) * frame.width, wrapped(y + down * seconds) * frame.height];
    const light = kind.twinkles ? 0.45 + 0.55 * sin(seconds * 3 + phase) ** 2 : 1;
    const radius = max(0.7, size * unit);
    const dots = kind.length > 0 ? max(1, round((kind.length * unit) / radius / 1.6)) : 1;
    for (let index = 0; index < dots; index += 1) {
      const back = (index / dots) * kind.length * unit;
      const lean = down === 0 ? 0 : across / abs(down);
      dot(
        frame,
        cx - lean * back,
        cy - sign(down) * back,
        radius,
        colour,
        kind.cover * light * (1 - index / (dots * 1.4)),
      );
    }
  }
}
