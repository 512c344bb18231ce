import type { Random } from '../image/random';
import type { Backdrop } from './backdrop';

/** Looked up once: where tests run, a look at a global costs more than the sum. */
const { floor, max, min, sin } = Math;

/** Where the camera looks: the middle as a share of the backdrop, and how much of it is seen. */
interface View {
  x: number;
  y: number;
  share: number;
}

export interface Camera {
  from: View;
  to: View;
  /** How far things sway like water or heat, in pixels, and from which share of the height on. */
  sway: number;
  swayFrom: number;
}

const WIDE = 0.98;
const NEAR = 0.72;

/** The movement that the words ask for; a slow one by chance where they ask for none. */
export function chooseCamera(prompt: string, random: Random, isSecond: boolean): Camera {
  const middle = (share: number): View => ({ x: 0.5, y: 0.5, share });
  const left: View = { x: 0.4, y: 0.5, share: 0.8 };
  const right: View = { x: 0.6, y: 0.5, share: 0.8 };
  const moves: readonly [RegExp, View, View][] = [
    [/\b(?:zoom(?:s|ing)? out|pull(?:s|ing)? back|wide shot|reveal\w*)\b/, middle(NEAR), middle(WIDE)],
    [/\b(?:zoom\w*|close\w*|push\w*|approach\w*|towards?)\b/, middle(WIDE), middle(NEAR)],
    [
      /\b(?:ris(?:e|es|ing)|crane|aerial|drone|fl(?:y|ies|ying)|climb\w*)\b/,
      { x: 0.5, y: 0.6, share: 0.78 },
      { x: 0.5, y: 0.4, share: 0.82 },
    ],
    [/\b(?:pan\w*|track\w*|drift\w*|glid\w*|walk\w*|run\w*|driv\w*|travel\w*|mov\w*|sail\w*)\b/, left, right],
  ];
  const found = moves.find(([pattern]) => pattern.test(prompt));
  const [, start, end] = found ?? random.pick([...moves.slice(1, 2), ...moves.slice(3)]);
  const isTurned = isSecond || (!found && random.chance(0.5));
  const isWater =
    /\b(?:sea|ocean|lake|river|water|wave\w*|beach|boat\w*|rain\w*|harbou?r|island|underwater|fish)\b/.test(prompt);
  const isFluid =
    /\b(?:abstract\w*|flow\w*|dream\w*|smoke|silk|fire|flame\w*|lava|desert|heat|wind|milk|coffee|cloud\w*|marble)\b/.test(
      prompt,
    );
  return {
    from: isTurned ? end : start,
    to: isTurned ? start : end,
    sway: isWater ? 3.2 : isFluid ? 5 : 0.7,
    swayFrom: isWater ? 0.55 : 0,
  };
}

/** What the camera sees at a share of the shot's time, into 8-bit RGB of the frame's size. */
export function* film(
  { rgb, width, height }: Backdrop,
  camera: Camera,
  moment: { share: number; seconds: number },
  frame: { rgb: Uint8Array; width: number; height: number },
): Generator<void, void, void> {
  const { from, to, sway, swayFrom } = camera;
  const t = moment.share * moment.share * (3 - 2 * moment.share);
  const share = from.share + (to.share - from.share) * t;
  const scale = min(width / frame.width, height / frame.height) * share;
  const [wide, high] = [frame.width * scale, frame.height * scale];
  // Never beyond the edges, whatever the movement.
  const left = min(max(0, (from.x + (to.x - from.x) * t) * width - wide / 2), width - wide);
  const top = min(max(0, (from.y + (to.y - from.y) * t) * height - high / 2), height - high);
  for (let y = 0; y < frame.height; y += 1) {
    const depth = max(0, (y / frame.height - swayFrom) / (1 - swayFrom));
    const reach = sway * depth;
    const shift = sin(y * 0.11 + moment.seconds * 2.1) * reach + sin(y * 0.043 - moment.seconds * 1.3) * reach * 0.8;
    const sourceY = min(height - 1.001, max(0, top + y * scale + sin(y * 0.07 + moment.seconds * 1.7) * reach * 0.5));
    const y0 = floor(sourceY);
    const fy = sourceY - y0;
    const rows = [y0 * width, (y0 + 1) * width] as const;
    for (let x = 0; x < frame.width; x += 1) {
      const sourceX = min(width - 1.001, max(0, left + x * scale + shift));
      const x0 = floor(sourceX);
      const fx = sourceX - x0;
      const [upper, lower] = [(rows[0] + x0) * 3, (rows[1] + x0) * 3];
      const at = (y * frame.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const above = rgb[upper + channel]! * (1 - fx) + rgb[upper + channel + 3]! * fx;
        const below = rgb[lower + channel]! * (1 - fx) + rgb[lower + channel + 3]! * fx;
        frame.rgb[at + channel] = above + (below - above) * fy;
      }
    }
    if (y % 32 === 31) yield;
  }
}
