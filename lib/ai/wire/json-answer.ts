import type { Model, ModelRequest } from '../types';

type JsonWish = NonNullable<Extract<ModelRequest, { kind: 'text' }>['json']>;
type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Held to the letter are only schemas whose objects name all members and require each of them; others are refused so. */
function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (!isSchema(schema)) return true;
  const { type, properties, required, additionalProperties, items, anyOf } = schema;
  const isObject = type === 'object' || (Array.isArray(type) && type.includes('object')) || properties !== undefined;
  if (isObject) {
    if (additionalProperties !== false || !isSchema(properties) || !Array.isArray(required)) return false;
    if (Object.keys(properties).some((name) => !required.includes(name))) return false;
    if (!Object.values(properties).every(isStrict)) return false;
  }
  return isStrict(items) && isStrict(anyOf);
}

/**
 * The `response_format` that holds a model to a schema. Of models that know none, a provider that `takesObjects` at least
 * lets no other text than a JSON object through; the rest go by what the tool's instructions say. Interfaces take objects
 * alone at the root: for a list nothing is asked.
 */
export function jsonFormat(model: Model, { name, schema }: JsonWish, takesObjects: boolean): object | undefined {
  if (schema.type !== 'object') return undefined;
  if (!model.capabilities?.includes('json')) return takesObjects ? { type: 'json_object' } : undefined;
  return { type: 'json_schema', json_schema: { name, schema, strict: isStrict(schema) } };
}
