import { coerce } from './coerce';
import { likeness, type Found } from './tables';
import type { Wanted } from './wanted';

const LINE =
  /^\s*(?:[-*•]\s+)?(?:\*\*|__)?([^:=：\t]{1,48}?)(?:\*\*|__)?\s*(?::(?!\/\/)|=|：|\t)\s*(?:\*\*|__)?\s*(\S.*)$/u;

function fieldFor(label: string, fields: readonly Wanted[]): Wanted | undefined {
  return fields.find((field) => likeness(label, field) === 2) ?? fields.find((field) => likeness(label, field) === 1);
}

/** Records out of lines such as "Name: Ada"; the next one begins where a label comes again, or behind an empty line. */
export function recordsOfLabels(text: string, fields: readonly Wanted[]): { records: Found[]; lines: number } {
  const records: Found[] = [];
  let current: Found = new Map();
  let lines = 0;
  for (const line of text.split('\n')) {
    const [, label, rest] = LINE.exec(line.slice(0, 2_000)) ?? [];
    if (!label || !rest) continue;
    // "Name: Ada, phone: 0123" holds two of them.
    for (const part of `${label}: ${rest}`.split(/[,;]\s+(?=[^:,;]{1,32}:\s)/u)) {
      const colon = part.indexOf(':');
      const field = fieldFor(part.slice(0, colon), fields);
      const value = field && coerce(field, part.slice(colon + 1));
      if (value === undefined) continue;
      lines += 1;
      if (current.has(field!.name)) {
        records.push(current);
        current = new Map();
      }
      current.set(field!.name, value);
    }
  }
  if (current.size > 0) records.push(current);
  return { records, lines };
}
