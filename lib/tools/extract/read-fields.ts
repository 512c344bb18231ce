import { readList } from './read-list';
import { readSchema } from './read-schema';
import type { RecordShape, ShapeFault } from './shape';

/** What a user asks to be extracted, written as a list of names or as a JSON Schema. */
export function readFields(fields: string): RecordShape | ShapeFault {
  const text = fields.trim();
  return /^[[{]/u.test(text) ? readSchema(text) : readList(text);
}

/** Whether each field holds one value or a plain list of them: what a table can show. */
export function isFlat({ fields }: RecordShape): boolean {
  return Object.values(fields).every(
    (shape) => shape.type !== 'object' && (shape.type !== 'array' || !['array', 'object'].includes(shape.items.type)),
  );
}
