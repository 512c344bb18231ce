import type { Verdict } from '../definition';
import { conform } from './conform';
import { findJson } from './find-json';
import { isFault } from './shape';
import { readFields } from './read-fields';

/** More cannot be an answer to one text. */
const MOST_RECORDS = 2_000;

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** `{"records": […]}` as models are asked for it, a bare list, or one record alone. */
function recordsIn(value: unknown): unknown[] | null {
  if (isList(value)) return value;
  if (typeof value !== 'object' || value === null) return null;
  const { records } = value as { records?: unknown };
  return isList(records) ? records : [value];
}

/** An answer as a list of records with exactly the fields that were asked for, as JSON. */
export function judgeRecords(answer: string, fields: string): Verdict {
  const shape = readFields(fields);
  if (isFault(shape)) return { wrong: shape.fault };
  const found = findJson(answer.trim());
  const records = found && recordsIn(found.value);
  if (!records) return { wrong: 'is no JSON' };
  if (records.length > MOST_RECORDS) return { wrong: 'has too many records' };
  const kept: unknown[] = [];
  for (const [index, record] of records.entries()) {
    const conformed = conform(shape, record);
    if ('wrong' in conformed) return { wrong: `record ${index + 1}: ${conformed.wrong}` };
    kept.push(conformed.value);
  }
  return { text: JSON.stringify(kept, null, 2) };
}
