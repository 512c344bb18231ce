import {
  isFault,
  MOST_DEPTH,
  MOST_FIELDS,
  MOST_NAME_CHARACTERS,
  shortName,
  type RecordShape,
  type Shape,
  type ShapeFault,
} from './shape';

/** What says nothing about a value, or what we make true for every schema anyway. */
const HARMLESS = ['$schema', '$id', 'title', 'description', 'default', 'examples', 'additionalProperties'];
/** What is understood, by type. Everything else is refused: a promise to check it would be a lie. */
const KEYWORDS: Record<Shape['type'], readonly string[]> = {
  string: ['enum', 'format', 'minLength', 'maxLength'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'required'],
};

type Json = Readonly<Record<string, unknown>>;

interface Reading {
  /** Of all records together. */
  fields: number;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isType = (value: unknown): value is Shape['type'] => typeof value === 'string' && Object.hasOwn(KEYWORDS, value);

/** `type`, which may be a pair with "null". */
function typeOf({ type, properties }: Json): { type: Shape['type']; isNullable: boolean } | null {
  if (type === undefined && isJson(properties)) return { type: 'object', isNullable: false };
  if (isType(type)) return { type, isNullable: false };
  if (!Array.isArray(type) || type.length !== 2 || !type.includes('null')) return null;
  const other: unknown = type.find((name) => name !== 'null');
  return isType(other) ? { type: other, isNullable: true } : null;
}

/** The bounds of a value, by the names its type has for them. */
function boundsOf(schema: Json, least: string, most: string): { least?: number; most?: number } | ShapeFault {
  const bounds: { least?: number; most?: number } = {};
  for (const [name, keyword] of [
    ['least', least],
    ['most', most],
  ] as const) {
    const value = schema[keyword];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isFinite(value)) return { fault: `“${keyword}” must be a number` };
    bounds[name] = value;
  }
  return bounds;
}

function readText(schema: Json, base: { isNullable: boolean; description?: string }): Shape | ShapeFault {
  const bounds = boundsOf(schema, 'minLength', 'maxLength');
  if ('fault' in bounds) return bounds;
  const { enum: choices, format } = schema;
  if (choices === undefined)
    return { type: 'string', ...base, ...bounds, ...(format === 'date' ? { format: 'date' as const } : {}) };
  const isList = Array.isArray(choices) && choices.length > 0 && choices.length <= 100;
  if (!isList || !choices.every((choice): choice is string => typeof choice === 'string'))
    return { fault: '“enum” must be a list of 1 to 100 texts' };
  return { type: 'string', ...base, ...bounds, choices };
}

function readRecord(schema: Json, base: object, depth: number, reading: Reading): RecordShape | ShapeFault {
  const { properties, required = [] } = schema;
  if (!isJson(properties) || Object.keys(properties).length === 0) return { fault: 'an object needs “properties”' };
  if (!Array.isArray(required)) return { fault: '“required” must be a list of names' };
  const fields: [string, Shape][] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (++reading.fields > MOST_FIELDS) return { fault: `at most ${MOST_FIELDS} fields in all` };
    if (name.trim() === '' || name.length > MOST_NAME_CHARACTERS)
      return { fault: `${shortName(name)} is no name of a field` };
    const shape = read(property, depth + 1, reading);
    if (isFault(shape)) return { fault: `${shortName(name)}: ${shape.fault}` };
    fields.push([name, required.includes(name) ? shape : { ...shape, isNullable: true }]);
  }
  return { type: 'object', isNullable: false, ...base, fields: Object.fromEntries(fields) };
}

function read(schema: unknown, depth: number, reading: Reading): Shape | ShapeFault {
  if (!isJson(schema)) return { fault: 'every schema must be an object' };
  if (depth > MOST_DEPTH) return { fault: `fields may lie at most ${MOST_DEPTH} deep` };
  const named = typeOf(schema);
  if (!named) return { fault: '“type” must be string, number, integer, boolean, array or object' };
  const { type, isNullable } = named;
  const strange = Object.keys(schema).find(
    (keyword) => keyword !== 'type' && !HARMLESS.includes(keyword) && !KEYWORDS[type].includes(keyword),
  );
  if (strange !== undefined) return { fault: `${shortName(strange)} is not checked here for ${type}` };
  const base = {
    isNullable,
    ...(typeof schema.description === 'string' ? { description: schema.description.slice(0, 200) } : {}),
  };
  if (type === 'object') return readRecord(schema, base, depth, reading);
  if (type === 'string') return readText(schema, base);
  if (type === 'boolean') return { type, ...base };
  if (type === 'array') {
    const items = read(schema.items, depth + 1, reading);
    if (isFault(items)) return { fault: `items: ${items.fault}` };
    const bounds = boundsOf(schema, 'minItems', 'maxItems');
    return 'fault' in bounds ? bounds : { type, ...base, items, ...bounds };
  }
  const bounds = boundsOf(schema, 'minimum', 'maximum');
  return 'fault' in bounds ? bounds : { type, ...base, ...bounds };
}

/** A JSON Schema of one record, or of a list of records. Fields that are not required may be null. */
export function readSchema(text: string): RecordShape | ShapeFault {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    return { fault: 'looks like a JSON Schema, but is no JSON' };
  }
  const shape = read(schema, 0, { fields: 0 });
  if (isFault(shape)) return shape;
  const record = shape.type === 'array' ? shape.items : shape;
  if (record.type !== 'object') return { fault: 'must be the schema of an object, or of a list of objects' };
  return { ...record, isNullable: false };
}
