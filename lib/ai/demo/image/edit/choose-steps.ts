import { mix } from '../colour';
import { choosePalette } from '../palette';
import type { Random } from '../random';
import * as colour from './colour-steps';
import * as form from './form-steps';
import type { Step } from './step';
import * as texture from './texture-steps';

/** A wish may ask for several things; more than these are too many for one picture. */
const MOST_STEPS = 6;

/** What words ask for, in the order it is done: shape, then light and colour, then texture. */
const WISHES: readonly [RegExp, Step][] = [
  [/\b(square|quadrat\w*|carré|cuadrado)\b/, form.square],
  [/\b(wide|widescreen|landscape format|banner|16:9)\b/, form.wide],
  [/\b(portrait format|tall|vertical crop|4:5)\b/, form.tall],
  [/\b(zoom\w*|crop\w*|closer|close-up|zuschneid\w*|recort\w*|recadr\w*)\b/, form.zoom],
  [/\b(upside down|flip (?:it )?vertical\w*|kopfüber)\b/, form.upsideDown],
  [/\b(mirror\w*|flip\w*|spiegel\w*|miroir|espejo)\b/, form.mirror],
  [/\b(rotat\w*|turn (?:it )?(?:left|right|by|\d)|drehe?n?|gira\w*|pivot\w*)\b/, form.turn],
  [
    /\b(black (?:and|&) white|b&w|grey ?scale|gray ?scale|monochrom\w*|noir|schwarz-?wei(?:ß|ss)|blanco y negro|noir et blanc)/,
    colour.greyscale,
  ],
  [/\b(sepia|vintage|retro|antique|old photo\w*|nostalg\w*|1920s|altes foto)\b/, colour.sepia],
  [/\b(warm\w*|sunset|golden hour|cosy|cozy|chaud)\b/, colour.warm],
  [/\b(cool\w*|cold\w*|winter\w*|icy|frost\w*|kälter|froid|frío)\b/, colour.cool],
  [/\b(night|midnight|moonlight|nacht|nuit|noche)\b/, colour.night],
  [/\b(bright\w*|lighten|lighter|expos\w*|heller|aufhell\w*|éclairc\w*|brillant\w*|más claro)/, colour.brighter],
  [/\b(dark|darker|darken|dunkler|sombre|oscur\w*)\b/, colour.darker],
  [/\b(contrast\w*|punchy|dramatic|kontrast\w*|contraste)\b/, colour.contrast],
  [/\b(vivid|vibrant|saturat\w*|colou?rful|pop|kräftig\w*|bunt\w*|saturé)\b/, colour.vivid],
  [/\b(muted|pastel\w*|fad(?:e|ed)|desaturat\w*|washed|matt|blass\w*)\b/, colour.muted],
  [/\b(invert\w*|negativ\w*|x-?ray)\b/, texture.invert],
  [/\b(sketch\w*|pencil|line art|outline\w*|drawing|charcoal|skizze|zeichnung|dessin|dibujo)\b/, texture.sketch],
  [/\b(poster\w*|cartoon\w*|comic\w*|pop art|flat colou?rs|illustrat\w*|painting|anime)\b/, texture.poster],
  [/\b(blur\w*|soft|softer|dreamy|bokeh|unscharf|weich\w*|flou|desenfo\w*)\b/, texture.blur],
  [/\b(sharp\w*|crisp\w*|detail\w*|clear\w*|schärf\w*|scharf|net|nítid\w*)\b/, texture.sharpen],
  [/\b(grain\w*|film|analog\w*|noise|körn\w*)\b/, texture.grain],
  [/\b(vignette|spotlight|moody|cinematic)\b/, texture.vignette],
  [/\b(frame\w*|border\w*|polaroid|rahmen|cadre|marco)\b/, form.frame],
];
const DUOTONE = /\b(duotone|two[- ]tone|tint\w*|colou?ri[sz]e\w*|einfärb\w*)\b/;

/** A picture like the one given, without any wish: a slightly other cut, hue and light, maybe mirrored. */
function variationSteps(random: Random): Step[] {
  const [hue, share] = [Math.round(random.between(-16, 16)) || 7, random.between(0.86, 0.96)];
  const [x, y] = [random.next(), random.next()];
  const light = { saturation: random.between(0.88, 1.2), brightness: random.between(0.95, 1.08), hue };
  const cut: Step = ({ image, width, height }) => {
    const [wide, high] = [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
    const area = {
      left: Math.floor((width - wide) * x),
      top: Math.floor((height - high) * y),
      width: wide,
      height: high,
    };
    return image.extract(area).resize(width, height, { fit: 'fill' });
  };
  return [cut, ({ image }) => image.modulate(light), ...(random.chance(0.35) ? [form.mirror] : [])];
}

/** The changes a wish asks for; never none: what it does not say in words for that is taken for a mood and its colours. */
export function chooseSteps(wish: string, random: Random): Step[] {
  if (wish === '') return variationSteps(random);
  const steps = WISHES.filter(([pattern]) => pattern.test(wish)).map(([, step]) => step);
  const palette = choosePalette(wish, random);
  if (DUOTONE.test(wish)) steps.push(colour.duotone(palette.near, palette.skyLow));
  else if (steps.length === 0)
    steps.push(
      colour.grade(palette.near, mix(palette.sun, palette.accents[0]!, 0.6)),
      colour.contrast,
      texture.vignette,
    );
  return steps.slice(0, MOST_STEPS);
}
