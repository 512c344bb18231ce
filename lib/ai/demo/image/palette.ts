import { hex, mix, oklch, type Rgb } from './colour';
import type { Random } from './random';

/** Colours that belong together. */
export interface Palette {
  skyTop: Rgb;
  skyLow: Rgb;
  sun: Rgb;
  /** The farthest and the nearest land. */
  far: Rgb;
  near: Rgb;
  accents: readonly Rgb[];
  paper: Rgb;
  isDark: boolean;
}

type Row = readonly [skyTop: string, skyLow: string, sun: string, far: string, near: string, accents: string];

const row = ([skyTop, skyLow, sun, far, near, accents]: Row, isDark = false): Palette => ({
  skyTop: hex(skyTop),
  skyLow: hex(skyLow),
  sun: hex(sun),
  far: hex(far),
  near: hex(near),
  accents: accents.split(' ').map(hex),
  paper: isDark ? hex(skyTop) : mix(hex(skyLow), [1, 0.98, 0.94], 0.7),
  isDark,
});

const MOODS: Record<string, Palette> = {
  dusk: row(['2b2d5c', 'f4a26b', 'ffe3b0', 'b86f7c', '1d1b38', 'f26b5b f4a26b ffd08a 6a4c93 2b2d5c']),
  dawn: row(['7fa6c9', 'f7d6c4', 'fff4dc', 'b9a9c0', '35435e', 'f2a99b f7d6c4 9fc0d6 6d7fa6 e8c56b']),
  night: row(['070b1f', '24365f', 'f4f1de', '24345a', '050816', '7fa7ff f4d35e c98bdb 4b6cb7 e0e6ff'], true),
  day: row(['3d8fd1', 'd8eef5', 'fffbe6', '8fb4c4', '23493f', 'f2b134 ed553b 3d8fd1 20639b 6aa84f']),
  forest: row(['8fb8a8', 'eef2d8', 'fff7d6', '86ab8e', '12302a', '2f6f4f 8fb996 e9c46a d08c60 16423c']),
  ocean: row(['1f5f8b', 'cdeae5', 'fff3d1', '6fb1bd', '0b2f4a', '0b6e8f 3fb8af ff9f6b f6e7cb 0b2f4a']),
  desert: row(['5f8ea6', 'f9dfb8', 'fff0c9', 'dca06d', '7a3b2e', 'c8553d f28f3b ffd5a5 588b8b 8f2d2a']),
  winter: row(['8aa9c9', 'eef4f8', 'ffffff', 'b7c9da', '3c5570', '5b8db8 dbe9f4 2f4b66 d9a5b3 f5f9fc']),
  autumn: row(['93a8ac', 'f6e3c5', 'fff1cf', 'c98b5a', '4a2318', 'bc4b2c e08e45 f2c14e 6b7f4f 5c1f1b']),
  spring: row(['9fd0e8', 'fdeef2', 'fffbe0', 'b7d3a8', '3f6b4f', 'f28fad f9c6d3 8cc084 f6e27f 5fa8d3']),
  neon: row(['0d0221', '541388', 'ff3f8e', '3a0f6b', '070114', 'ff3f8e 00e5ff f9f871 9b5de5 2de2e6'], true),
  pastel: row(['a9c7e8', 'fbe4e6', 'fff6e5', 'c8b6dc', '7d7aa8', 'ffb5a7 fcd5ce b8e0d2 d6c6e8 f9e2ae']),
  ember: row(['1a0b12', 'b3382c', 'ffb74a', '6b1f2a', '0d0508', 'ff6b35 f7c548 b3382c 6b1f2a ffe6c7'], true),
};

const WORDS: readonly [RegExp, keyof typeof MOODS][] = [
  [/\b(neon|cyber\w*|synthwave|vaporwave|disco|arcade)\b/i, 'neon'],
  [/\b(volcan\w*|fire|lava|ember|flame\w*|dragon\w*|inferno)\b/i, 'ember'],
  [/\b(night|midnight|moon\w*|star\w*|galax\w*|space|cosmos|planet\w*|nacht|nuit|noche)\b/i, 'night'],
  [/\b(sunset|dusk|evening|twilight|golden hour|lantern\w*)\b/i, 'dusk'],
  [/\b(sunrise|dawn|morning|mist\w*|fog\w*|morgen)\b/i, 'dawn'],
  [/\b(snow\w*|winter\w*|ice|icy|frost\w*|arctic|glacier\w*|christmas)\b/i, 'winter'],
  [/\b(desert|dune\w*|sand\w*|canyon\w*|savanna\w*|egypt\w*)\b/i, 'desert'],
  [/\b(autumn|fall leaves|october|harvest|maple|pumpkin\w*|herbst)\b/i, 'autumn'],
  [/\b(spring|blossom\w*|cherry|tulip\w*|garden\w*|flower\w*|floral|meadow\w*)\b/i, 'spring'],
  [/\b(ocean|sea|wave\w*|beach\w*|underwater|lake\w*|river\w*|island\w*|harbou?r\w*|meer|mer)\b/i, 'ocean'],
  [/\b(forest\w*|jungle|wood\w*|tree\w*|pine\w*|fern\w*|leaf|leaves|plant\w*|wald)\b/i, 'forest'],
  [/\b(pastel|soft|gentle|dreamy|calm|baby|candy)\b/i, 'pastel'],
  [/\b(day|sunny|summer|noon|blue sky)\b/i, 'day'],
];

const HUES: readonly [RegExp, number, number][] = [
  [/\b(red|crimson|scarlet|ruby|rot|rouge|rojo)s?\b/i, 25, 0.17],
  [/\b(orange|tangerine|copper|coral)s?\b/i, 50, 0.15],
  [/\b(yellow|gold\w*|amber|honey|gelb|jaune)s?\b/i, 85, 0.14],
  [/\b(green|emerald|olive|mint|jade|grün|vert|verde)s?\b/i, 150, 0.12],
  [/\b(teal|turquoise|aqua|cyan)s?\b/i, 195, 0.1],
  [/\b(blue|navy|azure|indigo|cobalt|blau|bleu|azul)s?\b/i, 255, 0.14],
  [/\b(purple|violet|lavender|lilac|plum|magenta)s?\b/i, 310, 0.14],
  [/\b(pink|rose|blush|fuchsia|rosa)s?\b/i, 355, 0.12],
  [/\b(brown|sepia|chocolate|coffee|wooden|braun)s?\b/i, 60, 0.07],
  [/\b(black|white|grey|gray|monochrome|silver|charcoal)s?\b/i, 260, 0.012],
];

/** A palette around one hue, with a second one across for what should stand out. */
function fromHue(hue: number, chroma: number, isDark: boolean, contrast: number): Palette {
  const at = (lightness: number, share = 1, turn = 0) => oklch(lightness, chroma * share, hue + turn);
  return {
    skyTop: isDark ? at(0.2, 0.6) : at(0.6, 0.75, -12),
    skyLow: isDark ? at(0.42, 0.8, 14) : at(0.92, 0.4, 18),
    sun: isDark ? at(0.94, 0.3, 30) : at(0.98, 0.2, 30),
    far: isDark ? at(0.36, 0.7) : at(0.72, 0.6, 6),
    near: isDark ? at(0.12, 0.4) : at(0.27, 0.6, -8),
    accents: [
      at(0.62),
      at(0.78, 0.8, 20),
      oklch(0.7, Math.max(0.06, chroma * 0.9), contrast),
      at(0.4, 0.9, -14),
      at(0.9, 0.35, 8),
    ],
    paper: isDark ? at(0.18, 0.4) : at(0.965, 0.12, 20),
    isDark,
  };
}

/** Colours from the prompt's mood and colour words; without any, the seed decides. */
export function choosePalette(prompt: string, random: Random): Palette {
  const mood = WORDS.find(([pattern]) => pattern.test(prompt))?.[1];
  const hues = HUES.filter(([pattern]) => pattern.test(prompt));
  const fallback = random.pick(['dusk', 'dawn', 'forest', 'ocean', 'autumn', 'pastel', 'spring'] as const);
  const base = MOODS[mood ?? fallback]!;
  const [first, second] = hues;
  if (!first) return base;
  const isDark = base.isDark && mood !== undefined;
  const made = fromHue(first[1], first[2], isDark || /\bdark\b/i.test(prompt), second?.[1] ?? first[1] + 150);
  if (!mood) return made;
  // A colour named beside a mood tints it, rather than replacing it.
  return {
    ...base,
    skyTop: mix(base.skyTop, made.skyTop, 0.45),
    skyLow: mix(base.skyLow, made.skyLow, 0.45),
    far: mix(base.far, made.far, 0.5),
    near: mix(base.near, made.near, 0.35),
    accents: [...made.accents.slice(0, 3), ...base.accents.slice(0, 2)],
  };
}
