import { csvLine } from './csv';

/** What an answer of records holds: the names of its columns, in the order of their first use, and its rows. */
export interface Records {
  columns: string[];
  rows: Record<string, unknown>[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every record has a cell in every column: where each brings columns of its own there are as many as their square. */
const MOST_CELLS = 250_000;
/** Brackets within brackets: deeper than anybody reads, and writing it out would use up the stack. */
const MOST_DEPTH = 100;

function isDeep(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length && depth <= MOST_DEPTH; at++) {
    const sign = text[at];
    if (isQuoted && sign === '\\') at++;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === '{' || sign === '[')) depth++;
    else if (!isQuoted && (sign === '}' || sign === ']')) depth--;
  }
  return depth > MOST_DEPTH;
}

/** Reads an answer that is JSON: an array of records, or one record. Null for everything else, and for what is no table at all. */
export function readRecords(text: string): Records | null {
  let value: unknown;
  if (isDeep(text)) return null;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const rows = Array.isArray(value) ? value : [value];
  if (rows.length === 0 || !rows.every(isRecord)) return null;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return columns.length * rows.length > MOST_CELLS ? null : { columns, rows };
}

/** A value as a cell shows it: nothing for null, JSON for what is made of parts. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

export function recordsCsv({ columns, rows }: Records): string {
  return csvLine(columns) + rows.map((row) => csvLine(columns.map((column) => row[column]))).join('');
}

/** The records as a table of pipes. */
export function recordsMarkdown({ columns, rows }: Records): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, (run) => (run.includes('\n') ? ' ' : run))).join(' | ')} |`;
  const body = rows.map((row) => line(columns.map((column) => cellText(row[column]))));
  return [line(columns), line(columns.map(() => '---')), ...body].join('\n');
}
