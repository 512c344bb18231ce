import { CsvError, parse } from 'csv-parse/sync';
import { MOST_REPORT_ROWS } from '../schema';
import type { ReportFault } from '../types';
import { columnsOf, missingOf, type Columns } from './columns';

export interface Line {
  /** Where it stands in the file, from 1. */
  line: number;
  cells: string[];
}

export interface ReportTable {
  columns: Columns;
  /** How many cells the header has. */
  width: number;
  delimiter: string;
  lines: Line[];
}

/** Reports may have some lines about themselves above their header. */
const LINES_ABOVE = 40;
const DELIMITERS = [',', '\t', ';'] as const;
const MOST_COLUMNS = 200;

interface Parsed {
  record: string[];
  info: { lines: number };
}

function linesOf(text: string, delimiter: string, to: number): Line[] {
  const parsed = parse(text, {
    ...{ delimiter, to, info: true, bom: true },
    ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_empty_values: true },
  }) as unknown as Parsed[];
  return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

interface Head {
  delimiter: string;
  at: number;
  columns: Columns;
}

/** The header with the most columns of use, whichever way the cells are separated. */
function findHead(text: string): Head | null {
  let best: Head | null = null;
  for (const delimiter of DELIMITERS) {
    for (const [at, { cells }] of linesOf(text, delimiter, LINES_ABOVE).entries()) {
      if (cells.length > MOST_COLUMNS) continue;
      const columns = columnsOf(cells);
      const count = Object.keys(columns).length;
      if (count > Object.keys(best?.columns ?? {}).length) best = { delimiter, at, columns };
    }
  }
  return best;
}

/** Finds the header of a report and the lines below it. */
export function readReportTable(text: string): ReportTable | ReportFault {
  try {
    const head = findHead(text);
    const missing = missingOf(head?.columns ?? {});
    if (!head || missing.length > 0) {
      const message = `no header was found with a column for ${missing.join(', ')}`;
      return { line: 1, column: '', message };
    }
    const all = linesOf(text, head.delimiter, head.at + 1 + MOST_REPORT_ROWS + 1);
    const lines = all.slice(head.at + 1);
    const [beyond] = lines.slice(MOST_REPORT_ROWS);
    if (beyond) return { line: beyond.line, column: '', message: `at most ${MOST_REPORT_ROWS} rows are read` };
    const { columns, delimiter } = head;
    return { columns, delimiter, width: all[head.at]?.cells.length ?? 0, lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
    return { line, column: '', message: isOpen ? 'opens a quote that is never closed' : 'cannot be read' };
  }
}
