import { formatNumber } from './arithmetic';

/** Each unit in the base of its family. */
const UNITS: readonly [family: string, pattern: string, factor: number, name: string][] = [
  ['length', 'millimet(?:er|re)s?|mm', 0.001, 'mm'],
  ['length', 'centimet(?:er|re)s?|cm', 0.01, 'cm'],
  ['length', 'kilomet(?:er|re)s?|km', 1_000, 'km'],
  ['length', 'met(?:er|re)s?|m', 1, 'm'],
  ['length', 'inch(?:es)?|in', 0.0254, 'inches'],
  ['length', 'feet|foot|ft', 0.3048, 'feet'],
  ['length', 'yards?|yd', 0.9144, 'yards'],
  ['length', 'miles?|mi', 1_609.344, 'miles'],
  ['mass', 'milligrams?|mg', 0.001, 'mg'],
  ['mass', 'kilograms?|kilos?|kg', 1_000, 'kg'],
  ['mass', 'grams?|g', 1, 'g'],
  ['mass', 'pounds?|lbs?', 453.59237, 'pounds'],
  ['mass', 'ounces?|oz', 28.349523125, 'ounces'],
  ['mass', 'tonnes?', 1_000_000, 'tonnes'],
  ['volume', 'millilit(?:er|re)s?|ml', 0.001, 'ml'],
  ['volume', 'lit(?:er|re)s?|l', 1, 'litres'],
  ['volume', 'gallons?', 3.785411784, 'US gallons'],
  ['volume', 'pints?', 0.473176473, 'US pints'],
  ['volume', 'cups?', 0.2365882365, 'US cups'],
  ['time', 'seconds?|sec', 1, 'seconds'],
  ['time', 'minutes?|min', 60, 'minutes'],
  ['time', 'hours?|h', 3_600, 'hours'],
  ['time', 'days?', 86_400, 'days'],
  ['time', 'weeks?', 604_800, 'weeks'],
  ['data', 'kilobytes?|kb', 1e3, 'kB'],
  ['data', 'megabytes?|mb', 1e6, 'MB'],
  ['data', 'gigabytes?|gb', 1e9, 'GB'],
  ['data', 'terabytes?|tb', 1e12, 'TB'],
];
const NUMBER = '(-?\\d[\\d,]*(?:\\.\\d+)?)';
const ANY = UNITS.map(([, pattern]) => pattern).join('|');
const CONVERT = new RegExp(`${NUMBER}\\s*(${ANY})\\s+(?:in|to|into|as|=)\\s+(?:how many\\s+)?(${ANY})\\b`, 'i');
const HOW_MANY = new RegExp(
  `how many (${ANY}) (?:are in|is in|are|is|make|in)(?: there in)?\\s+(?:a |an )?${NUMBER}?\\s*(${ANY})\\b`,
  'i',
);
const HEAT =
  /(-?\d+(?:\.\d+)?)\s*(?:°|degrees? )?\s*(celsius|fahrenheit|c|f)\s+(?:in|to|into|as)\s+(?:degrees? |°)?(celsius|fahrenheit|c|f)\b/i;

const unitOf = (word: string) => UNITS.find(([, pattern]) => new RegExp(`^(?:${pattern})$`, 'i').test(word));

/** A question about units is short; in figures without an end each pattern would begin anew at every one. */
const MOST_CHARACTERS = 1_000;

/** A length, weight, volume, time, amount of data or temperature in another unit. */
export function answerUnits(whole: string): string | undefined {
  const message = whole.slice(0, MOST_CHARACTERS);
  const heat = HEAT.exec(message);
  if (heat) {
    const [from, to] = [heat[2]![0]!.toUpperCase(), heat[3]![0]!.toUpperCase()];
    const value = Number(heat[1]);
    if (from !== to) {
      const made = from === 'C' ? (value * 9) / 5 + 32 : ((value - 32) * 5) / 9;
      return `${formatNumber(value)} °${from} = **${formatNumber(Math.round(made * 100) / 100)} °${to}**`;
    }
  }
  const direct = CONVERT.exec(message);
  const turned = direct ? undefined : HOW_MANY.exec(message);
  const [amount, fromWord, toWord] = direct
    ? [direct[1]!, direct[2]!, direct[3]!]
    : turned
      ? [turned[2] ?? '1', turned[3]!, turned[1]!]
      : [];
  const [from, to] = [unitOf(fromWord ?? ''), unitOf(toWord ?? '')];
  if (!amount || !from || !to || from[0] !== to[0]) return undefined;
  const value = Number(amount.replaceAll(',', ''));
  return `${formatNumber(value)} ${from[3]} = **${formatNumber(Number(((value * from[2]) / to[2]).toPrecision(7)))} ${to[3]}**`;
}
