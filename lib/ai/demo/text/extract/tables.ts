import type { Steps } from '../../run-steps';
import { coerce } from './coerce';
import { termsOfName, type Wanted } from './wanted';

export type Found = Map<string, unknown>;

/** A line with more is no head of a table. */
const MOST_COLUMNS = 200;
/** In characters. */
const MOST_HEADING = 200;
const MARKS = ['\t', '|', ';', ','] as const;

/** One row of values between marks; quotes may hold marks of their own. */
export function splitRow(line: string, mark: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at]!;
    if (sign === '"' && isQuoted && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"' && (isQuoted || cell.trim() === '')) isQuoted = !isQuoted;
    else if (sign === mark && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  cells.push(cell.trim());
  return cells;
}

/** How well a heading of these words names a field: 2 for the same words, 1 for one within the other, else 0. */
export function likeness(words: readonly string[], { terms }: Wanted): number {
  if (words.length === 0 || terms.length === 0) return 0;
  if (words.join(' ') === terms.join(' ')) return 2;
  const [small, large] = words.length < terms.length ? [words, terms] : [terms, words];
  return small.every((word) => large.includes(word)) ? 1 : 0;
}

function columnsOf(header: readonly string[], fields: readonly Wanted[]): (Wanted | undefined)[] {
  const left = new Set(fields);
  const columns: (Wanted | undefined)[] = header.map(() => undefined);
  const headings = header.map((heading) => termsOfName(heading.slice(0, MOST_HEADING)));
  for (const wanted of [2, 1])
    headings.forEach((heading, index) => {
      if (columns[index]) return;
      const field = [...left].find((each) => likeness(heading, each) >= wanted);
      if (!field) return;
      columns[index] = field;
      left.delete(field);
    });
  return columns;
}

/** Records of a table with a head line that names fields: CSV, TSV, or with bars; undefined where there is none. */
export function* recordsOfTable(text: string, fields: readonly Wanted[]): Steps<Found[] | undefined> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  for (const [index, line] of lines.slice(0, 40).entries()) {
    yield;
    const mark = MARKS.find((each) => line.includes(each));
    // Lines of JSON have commas, too, but no head.
    if (!mark || /^\s*[{[]/.test(line)) continue;
    const cut = (row: string) => splitRow(mark === '|' ? row.trim().replace(/^\||\|$/g, '') : row, mark);
    const header = cut(line);
    if (header.length < 2 || header.length > MOST_COLUMNS) continue;
    const columns = columnsOf(header, fields);
    const known = columns.filter(Boolean).length;
    if (known < Math.min(2, fields.length) || known < header.length / 4) continue;
    const rows: Found[] = [];
    for (const row of lines.slice(index + 1)) {
      yield;
      if (/^[\s|:+-]+$/.test(row)) continue;
      const cells = cut(row);
      if (cells.length < 2 || cells.length > header.length + 1) break;
      const found: Found = new Map();
      cells.forEach((cell, column) => {
        const field = columns[column];
        const value = field && coerce(field, cell);
        if (value !== undefined) found.set(field!.name, value);
      });
      rows.push(found);
    }
    if (rows.length > 0) return rows;
  }
  return undefined;
}
