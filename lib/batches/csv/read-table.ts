import { CsvError, parse } from 'csv-parse/sync';
import { invalidField } from '@/lib/errors';
import { MOST_ROWS } from '../schema';

/** A table as it was handed in: the first line, and the lines behind it. */
export interface Table {
  header: string[];
  lines: string[][];
}

const DELIMITERS = [',', ';', '\t'] as const;
export const MOST_COLUMNS = 200;
/** Of all lines together, marks within texts included; more keep the process from everything else for seconds. */
const MOST_MARKS = 500_000;

/** The first line of a table, whose cells may hold line breaks in quotes. */
function firstLine(text: string): string {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === '\n' || character === '\r')) return text.slice(0, at);
  }
  return text;
}

/** Spreadsheets of many countries write semicolons. The first line says which it is: whatever stands in it most often. */
export function delimiterOf(text: string): (typeof DELIMITERS)[number] {
  const bare = firstLine(text).replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** Looked at before a line is read: each costs a cell in every one. @throws AppError invalid_input. */
function assertSlender(text: string, delimiter: string): void {
  const columns = firstLine(text)
    .replace(/"[^"]*"/g, '')
    .split(delimiter).length;
  if (columns > MOST_COLUMNS) throw invalidField('text', `has ${columns} columns; at most ${MOST_COLUMNS} are read`);
  let marks = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) marks++;
  if (marks > MOST_MARKS) throw invalidField('text', 'has too many cells: send it in parts');
}

/**
 * Reads CSV with a header: quotes, line breaks in cells, a byte order mark, and commas, semicolons or tabs. Empty lines
 * are left out; lines may be shorter or longer than the header, which is for the caller to judge. What stands behind the first
 * `mostLines` lines is not read.
 * @throws AppError invalid_input naming the line that cannot be read, and for more cells than anybody means.
 */
export function readTable(text: string, mostLines = MOST_ROWS): Table {
  const clean = text.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/, '');
  const delimiter = delimiterOf(clean);
  assertSlender(clean, delimiter);
  let lines: string[][];
  try {
    lines = parse(clean, {
      delimiter,
      to: mostLines + 1,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      // A quote in the middle of a cell stands for itself.
      relax_quotes: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? `line ${error.lines} ` : '';
    const why = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'opens a quote that is never closed' : 'cannot be read';
    throw invalidField('text', `${line}${why}`);
  }
  const [header = [], ...rest] = lines;
  return { header: header.map((name) => name.trim()), lines: rest };
}
