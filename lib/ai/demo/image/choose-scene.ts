import type { Random } from './random';
import type { Scene } from './scene';
import { bauhaus } from './scenes/bauhaus';
import { botanical } from './scenes/botanical';
import { city } from './scenes/city';
import { flow } from './scenes/flow';
import { landscape } from './scenes/landscape';
import { space } from './scenes/space';
import { waves } from './scenes/waves';

/** What a prompt may be about, the particular before the general. */
const SUBJECTS: readonly [RegExp, Scene][] = [
  [
    /\b(planet\w*|galax\w*|space\w*|cosmos|cosmic|nebula\w*|astronaut\w*|rocket\w*|saturn|mars|jupiter|universe|orbit|alien\w*)/,
    space,
  ],
  [
    /\b(cit(?:y|ies)|skyline|skyscraper\w*|street\w*|urban|downtown|tokyo|new york|manhattan|metropol\w*|building\w*|stadt|cyberpunk)/,
    city,
  ],
  [/\b(wave|waves|surf\w*|storm\w*|tsunami|ocean swell|underwater|whale\w*|fish|dolphin\w*)/, waves],
  [
    /\b(flower\w*|botanical|bouquet|rose|roses|tulip\w*|plant|plants|leaf|leaves|fern\w*|herb\w*|garden\w*|blossom\w*|floral|orchid\w*|sunflower\w*|lavender|blume\w*)/,
    botanical,
  ],
  [/\b(geometr\w*|bauhaus|pattern\w*|mosaic|shapes?|logo|tiles?|poster|grid|minimalist|cubis\w*|quilt)/, bauhaus],
  [
    /\b(abstract\w*|flow\w*|music|dream\w*|energy|wind|hair|feather\w*|smoke|silk|swirl\w*|marble|fluid|thread\w*|emotion\w*|idea\w*)/,
    flow,
  ],
  [
    /\b(mountain\w*|hill\w*|landscape|forest\w*|lake\w*|sea|ocean|beach|sun\w*|moon\w*|valley|desert|cabin|house|tree\w*|island\w*|lighthouse|boat\w*|sky|snow\w*|field\w*|river\w*|cliff\w*)/,
    landscape,
  ],
];

/** The scene a prompt's words ask for; a prompt that names none of them gets one by chance, the same each time. */
export function chooseScene(prompt: string, style: string, random: Random): Scene {
  const found = SUBJECTS.find(([pattern]) => pattern.test(prompt))?.[1];
  if (style === 'abstract') return random.pick(found === bauhaus ? [bauhaus] : [flow, bauhaus, flow]);
  if (found) return found;
  if (style === 'photo') return random.pick([landscape, waves, city, space]);
  if (style === 'illustration') return random.pick([landscape, botanical, bauhaus, city]);
  if (style === 'watercolour') return random.pick([landscape, botanical, waves]);
  return random.pick([landscape, flow, bauhaus, waves, botanical]);
}
