import { csvLine } from './csv';

/** What an answer of records holds: the names of its columns, in the order of their first use, and its rows. */
export interface Records {
  columns: string[];
  rows: Record<string, unknown>[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an answer that is JSON: an array of records, or one record. Null for everything else. */
export function readRecords(text: string): Records | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const rows = Array.isArray(value) ? value : [value];
  if (rows.length === 0 || !rows.every(isRecord)) return null;
  return { columns: [...new Set(rows.flatMap((row) => Object.keys(row)))], rows };
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
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  const body = rows.map((row) => line(columns.map((column) => cellText(row[column]))));
  return [line(columns), line(columns.map(() => '---')), ...body].join('\n');
}
