import { CsvError, parse } from 'csv-parse/sync';
import { invalidField } from '@/lib/errors';

/** A table as it was handed in: the first line, and the lines behind it. */
export interface Table {
  header: string[];
  lines: string[][];
}

const DELIMITERS = [',', ';', '\t'] as const;

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

/**
 * Reads CSV with a header: quotes, line breaks in cells, a byte order mark, and commas, semicolons or tabs. Empty lines
 * are left out; lines may be shorter or longer than the header, which is for the caller to judge.
 * @throws AppError invalid_input naming the line that cannot be read.
 */
export function readTable(text: string): Table {
  const clean = text.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/, '');
  let lines: string[][];
  try {
    lines = parse(clean, {
      delimiter: delimiterOf(clean),
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
