import { invalidField } from '@/lib/errors';
import type { InputField } from '@/lib/tools/types';
import { MOST_ROWS } from '../schema';
import type { RowFault } from '../types';
import { delimiterOf, MOST_COLUMNS, readTable } from './read-table';

type Field = Pick<InputField, 'id' | 'label' | 'required' | 'default'>;

/** Rows as a text named them. */
export interface ReadRows {
  rows: Record<string, string>[];
  /** Cells that no field takes; null where there are none. */
  kept: Record<string, string>[] | null;
  /** The columns in their order. */
  columns: string[];
  faults: RowFault[];
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/** The field that takes what is neither named nor shared: the first that must be filled. */
export function mainField(fields: readonly Field[]): Field | undefined {
  return fields.find(({ required }) => required) ?? fields[0];
}

function matching(fields: readonly Field[], name: string): Field | undefined {
  const asked = plain(name).replace(/^input\./, '');
  return fields.find(({ id }) => plain(id) === asked) ?? fields.find(({ label }) => plain(label) === asked);
}

/** Whether the first line names fields, so that the text is a table. */
function isTable(fields: readonly Field[], text: string): boolean {
  const first = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  return first
    .split(delimiterOf(first), MOST_COLUMNS)
    .some((cell) => matching(fields, cell.trim().replace(/^"|"$/g, '')) !== undefined);
}

/** The first `most` lines with something in them. */
function linesOf(text: string, most: number): string[] {
  const plainEnds = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const lines: string[] = [];
  for (let at = 0; at < plainEnds.length && lines.length < most;) {
    const end = plainEnds.indexOf('\n', at);
    const line = plainEnds.slice(at, end < 0 ? undefined : end).trim();
    if (line !== '') lines.push(line);
    at = end < 0 ? plainEnds.length : end + 1;
  }
  return lines;
}

function fromLines(field: Field, text: string, most: number): ReadRows {
  const lines = linesOf(text, most);
  return { rows: lines.map((line) => ({ [field.id]: line })), kept: null, columns: [field.id], faults: [] };
}

/** Names of columns, each once: results are looked up by them. */
function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((name, index) => {
    const base = name || `column ${index + 1}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base} (${count})`;
  });
}

function fromTable(fields: readonly Field[], text: string, most: number): ReadRows {
  const { header, lines } = readTable(text, most);
  const taken = new Set<string>();
  const columns = uniqueNames(header).map((name) => {
    const field = matching(fields, name);
    const isFirst = field !== undefined && !taken.has(field.id);
    if (isFirst) taken.add(field.id);
    return { name, field: isFirst ? field : undefined };
  });
  const faults: RowFault[] = [];
  const hasKept = columns.some(({ field }) => !field);
  const read = lines.map((cells, index) => {
    if (cells.length > columns.length)
      faults.push({ row: index + 1, path: 'text', message: `has ${cells.length} cells for ${columns.length} columns` });
    const pick = (mine: boolean) =>
      Object.fromEntries(
        columns
          .map(({ name, field }, at) => [mine ? (field?.id ?? '') : field ? '' : name, cells[at] ?? ''] as const)
          .filter(([name, cell]) => name !== '' && (!mine || cell.trim() !== '')),
      );
    return { row: pick(true), kept: pick(false) };
  });
  return {
    rows: read.map(({ row }) => row),
    kept: hasKept ? read.map(({ kept }) => kept) : null,
    columns: columns.map(({ name, field }) => field?.id ?? name),
    faults,
  };
}

/**
 * The rows of a pasted or uploaded text: a table whose first line names fields, or one row a line for the tool's main field.
 * Cells of other columns are kept for the results. One row more than `most` is read, so that the caller sees there are too many.
 * @throws AppError invalid_input naming `text`.
 */
export function readRows(fields: readonly Field[], text: string, most = MOST_ROWS): ReadRows {
  const main = mainField(fields);
  if (!main) throw invalidField('toolId', 'this tool takes no rows');
  const read = isTable(fields, text) ? fromTable(fields, text, most + 1) : fromLines(main, text, most + 1);
  if (read.rows.length === 0) throw invalidField('text', 'has no rows');
  return read;
}
