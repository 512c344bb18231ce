import { shortName, type RecordShape, type Shape } from './shape';

/** A value as its shape wants it, or what is wrong with it. */
export type Conformed = { value: unknown } | { wrong: string };

const NUMBER = /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d{1,3})?$/iu;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** What models write in place of nothing. */
const NOTHING = ['', 'null', 'n/a', 'none', 'unknown'];

/** "12.50" for 12.5 is a slip of form, which costs the user nothing to forgive. */
function straightened({ type }: Shape, value: unknown): unknown {
  if (type === 'string') return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof value !== 'string') return value;
  const text = value.trim().toLowerCase();
  if (type === 'boolean')
    return text === 'true' || text === 'yes' ? true : text === 'false' || text === 'no' ? false : value;
  return (type === 'number' || type === 'integer') && NUMBER.test(text) ? Number(text) : value;
}

function isDay(text: string): boolean {
  // A day that does not exist, such as 31 February, becomes another one or none.
  const at = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function isWithin(amount: number, { least = -Infinity, most = Infinity }: { least?: number; most?: number }): boolean {
  return amount >= least && amount <= most;
}

function wrongScalar(shape: Exclude<Shape, { type: 'array' | 'object' }>, value: unknown): string | null {
  switch (shape.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is neither true nor false';
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'is no number';
      if (shape.type === 'integer' && !Number.isInteger(value)) return 'is no whole number';
      return isWithin(value, shape) ? null : 'is out of bounds';
    case 'string':
      if (typeof value !== 'string') return 'is no text';
      if (shape.choices && !shape.choices.includes(value)) return 'is none of its choices';
      if (shape.format === 'date' && !isDay(value)) return 'is no day as YYYY-MM-DD';
      return isWithin([...value].length, shape) ? null : 'is too short or too long';
  }
}

function conformList(shape: Extract<Shape, { type: 'array' }>, value: unknown): Conformed {
  if (!Array.isArray(value)) return { wrong: 'is no list' };
  if (!isWithin(value.length, shape)) return { wrong: 'has too few or too many entries' };
  const items: unknown[] = [];
  for (const entry of value) {
    const item = conform(shape.items, entry);
    if ('wrong' in item) return item;
    items.push(item.value);
  }
  return { value: items };
}

/** Fields that nobody asked for are left out, those that are missing count as null. */
function conformRecord({ fields }: RecordShape, value: unknown): Conformed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: 'is no object' };
  const given = new Map<string, unknown>(Object.entries(value));
  const record: [string, unknown][] = [];
  for (const [name, shape] of Object.entries(fields)) {
    const field = conform(shape, given.get(name) ?? null);
    if ('wrong' in field) return { wrong: `${shortName(name)} ${field.wrong}` };
    record.push([name, field.value]);
  }
  return { value: Object.fromEntries(record) };
}

/** A value brought into its shape where only its form differs. Bounded by the shape, which is bounded itself. */
export function conform(shape: Shape, given: unknown): Conformed {
  const value = straightened(shape, given);
  if (value === null) return shape.isNullable ? { value: null } : { wrong: 'is missing' };
  const result = conformValue(shape, value);
  const isNothing = typeof value === 'string' && NOTHING.includes(value.trim().toLowerCase());
  return 'wrong' in result && shape.isNullable && isNothing ? { value: null } : result;
}

function conformValue(shape: Shape, value: unknown): Conformed {
  if (shape.type === 'object') return conformRecord(shape, value);
  if (shape.type === 'array') return conformList(shape, value);
  const wrong = wrongScalar(shape, value);
  return wrong === null ? { value } : { wrong };
}
