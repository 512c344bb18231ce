import type { Model, ModelRequest } from '../types';

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;
type Schema = Readonly<Record<string, unknown>>;

/** What a list is called in the object that stands around it. */
const WRAP = 'answer';
const HEAD = new RegExp(`^\\s*\\{\\s*"${WRAP}"\\s*:\\s*`);
/** A beginning that is longer than this and still none of ours comes from a model that was not held to the schema. */
const LONGEST_HEAD = 64;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Held to the letter are only schemas whose objects name all members and require each of them. */
function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (!isSchema(schema)) return true;
  const { type, properties, required, additionalProperties, items, anyOf } = schema;
  if (type === 'object' || properties !== undefined) {
    if (additionalProperties !== false || !isSchema(properties) || !Array.isArray(required)) return false;
    if (Object.keys(properties).some((name) => !required.includes(name))) return false;
    if (!Object.values(properties).every(isStrict)) return false;
  }
  return isStrict(items) && isStrict(anyOf);
}

const isObject = (schema: Schema) => schema.type === 'object';

/** Whether what is asked for is not what comes: the interfaces take objects alone, so a list has one around it. */
export const isWrapped = (model: Model, { json }: TextRequest): boolean =>
  json !== undefined && !isObject(json.schema) && model.capabilities?.includes('json') === true;

/**
 * How JSON is asked for. A model that knows schemas is held to it; the others are told it in words, and `takesObjects`
 * says that a provider at least lets no other text through.
 */
export function askForJson(
  model: Model,
  { name, schema }: NonNullable<TextRequest['json']>,
  takesObjects: boolean,
): { format?: object; words: string } {
  if (model.capabilities?.includes('json')) {
    const held: Schema = isObject(schema)
      ? schema
      : { type: 'object', properties: { [WRAP]: schema }, required: [WRAP], additionalProperties: false };
    const format = { type: 'json_schema', json_schema: { name, schema: held, strict: isStrict(held) } };
    return { format, words: '' };
  }
  const words = `\n\nAnswer with JSON alone, without a fence around it, that fits this JSON Schema:\n${JSON.stringify(schema)}`;
  return takesObjects && isObject(schema) ? { format: { type: 'json_object' }, words } : { words };
}

/** Takes the object off that stands around a list, while it comes. */
export interface Unwrapper {
  add(delta: string): void;
  end(): void;
}

export function createUnwrapper(onText: (delta: string) => void): Unwrapper {
  let held = '';
  let state: 'head' | 'inside' | 'plain' = 'head';
  const inside = (text: string) => {
    const all = held + text;
    // The last brace is the wrapping's, and nobody knows yet which is the last.
    const end = all.search(/[\s}]*$/);
    held = all.slice(end);
    if (end > 0) onText(all.slice(0, end));
  };
  return {
    add(delta) {
      if (state === 'plain') return onText(delta);
      if (state === 'inside') return inside(delta);
      held += delta;
      const head = HEAD.exec(held)?.[0];
      if (head === undefined && held.length <= LONGEST_HEAD) return;
      const rest = head === undefined ? held : held.slice(head.length);
      held = '';
      if (head === undefined) {
        state = 'plain';
        return onText(rest);
      }
      state = 'inside';
      inside(rest);
    },
    end() {
      const rest = state === 'inside' ? held.replace(/\}\s*$/, '') : held;
      held = '';
      if (rest !== '') onText(rest);
    },
  };
}
