import type { RecordShape, Shape } from './shape';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The rules of a value that models cannot be held to, in words. */
function describe(shape: Shape): string | undefined {
  const parts = [shape.description];
  if (shape.type === 'string' && shape.format === 'date') parts.push('a day as YYYY-MM-DD');
  if ('least' in shape && shape.least !== undefined) parts.push(`at least ${shape.least}`);
  if ('most' in shape && shape.most !== undefined) parts.push(`at most ${shape.most}`);
  if (shape.isNullable) parts.push('null where the text does not say it');
  return parts.filter(Boolean).join('; ') || undefined;
}

function schemaOf(shape: Shape): JsonSchema {
  const description = describe(shape);
  const base = {
    type: shape.isNullable ? [shape.type, 'null'] : shape.type,
    ...(description ? { description } : {}),
  };
  switch (shape.type) {
    case 'object':
      return {
        ...base,
        properties: Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, schemaOf(field)])),
        required: Object.keys(shape.fields),
        additionalProperties: false,
      };
    case 'array':
      return { ...base, items: schemaOf(shape.items) };
    case 'string':
      return shape.choices ? { ...base, enum: shape.isNullable ? [...shape.choices, null] : shape.choices } : base;
    default:
      return base;
  }
}

/**
 * What models are held to. Providers that are strict want an object at the root, every field required and none beside
 * them, and know few keywords: what they do not know stands in the descriptions, and is checked by us.
 */
export function jsonSchemaOf(record: RecordShape): JsonSchema {
  return {
    type: 'object',
    properties: { records: { type: 'array', items: schemaOf(record) } },
    required: ['records'],
    additionalProperties: false,
  };
}
