import type { Steps } from '../../run-steps';
import { coerce } from './coerce';
import { likeness, type Found } from './tables';
import { termsOfName, type Wanted } from './wanted';

const LINE =
  /^\s*(?:[-*•]\s+)?(?:\*\*|__)?([^:=：\t]{1,48}?)(?:\*\*|__)?\s*(?::(?!\/\/)|=|：|\t)\s*(?:\*\*|__)?\s*(\S.*)$/u;

/** In characters. */
const MOST_LABEL = 100;

function fieldFor(label: string, fields: readonly Wanted[]): Wanted | undefined {
  const words = termsOfName(label.slice(0, MOST_LABEL));
  return fields.find((field) => likeness(words, field) === 2) ?? fields.find((field) => likeness(words, field) === 1);
}

/**
 * Records out of lines such as "Name: Ada"; the next one begins where a label comes again. `found`: values in all;
 * `isForm`: most lines have a label, wanted or not.
 */
export function* recordsOfLabels(
  text: string,
  fields: readonly Wanted[],
): Steps<{ records: Found[]; found: number; isForm: boolean }> {
  const records: Found[] = [];
  let current: Found = new Map();
  let found = 0;
  let labelled = 0;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  for (const line of lines) {
    yield;
    const [, label, rest] = LINE.exec(line.slice(0, 2_000)) ?? [];
    if (!label || !rest) continue;
    labelled += 1;
    // "Name: Ada, phone: 0123" holds two of them.
    for (const part of `${label}: ${rest}`.split(/[,;]\s+(?=[^:,;]{1,32}:\s)/u)) {
      const colon = part.indexOf(':');
      const field = fieldFor(part.slice(0, colon), fields);
      const value = field && coerce(field, part.slice(colon + 1));
      if (value === undefined) continue;
      found += 1;
      if (current.has(field!.name)) {
        records.push(current);
        current = new Map();
      }
      current.set(field!.name, value);
    }
  }
  if (current.size > 0) records.push(current);
  return { records, found, isForm: lines.length > 1 && labelled > lines.length / 2 };
}
