import { textLines } from './text-lines';

type Tree = { [name: string]: unknown };

/** One price in the form: a number, or a rule as it stands in the settings. */
function lineOf(name: string, price: unknown): string {
  return `${name} = ${typeof price === 'number' ? String(price) : JSON.stringify(price)}`;
}

/** `prices.overrides` as the form's lines. */
export function priceLines(overrides: Tree): string {
  return Object.entries(overrides)
    .map(([name, price]) => lineOf(name, price))
    .join('\n');
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number or a rule; undefined where it is neither. Names hold no "=", so the first one parts them from their price. */
function readLine(line: string): [name: string, price: number | Tree] | undefined {
  const at = line.indexOf('=');
  const [name, text] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  if (at < 1 || name === '' || text === '') return undefined;
  if (!text.startsWith('{')) return Number.isFinite(Number(text)) ? [name, Number(text)] : undefined;
  try {
    const rule: unknown = JSON.parse(text);
    return isTree(rule) ? [name, rule] : undefined;
  } catch {
    return undefined;
  }
}

/** A rule over the one before it, as a merge patch: members that went are taken out by null. */
function rulePatch(before: unknown, rule: number | Tree): number | Tree {
  if (typeof rule === 'number' || !isTree(before)) return rule;
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(rule, name));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...rule };
}

export type PricePatch = { ok: true; patch: Tree } | { ok: false; line: number };

/** The form's lines as a merge patch over what was there, or the number of the first line that cannot be read. */
export function readPriceLines(text: string, before: Tree): PricePatch {
  const prices = new Map<string, unknown>(Object.keys(before).map((name) => [name, null]));
  for (const { line, text: said } of textLines(text)) {
    const read = readLine(said);
    if (!read) return { ok: false, line };
    const [name, price] = read;
    prices.set(name, rulePatch(before[name], price));
  }
  return { ok: true, patch: Object.fromEntries(prices) };
}
