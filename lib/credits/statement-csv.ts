import type { StatementEntry } from './types';

export interface CsvRow {
  entry: StatementEntry;
  /** What moved and why, in words. */
  what: string;
  reason: string;
  /** Absolute, so that it works from the spreadsheet. */
  link: string;
}

const COLUMNS = [
  'time',
  'what',
  'amount',
  'balance after',
  'source',
  'reference type',
  'reference id',
  'link',
  'reason',
];
const MARK = '\uFEFF';

/** What a spreadsheet would take for a formula, behind white space too. */
const FORMULA = /^[\s\0]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/;

/** One cell of words by RFC 4180. A leading apostrophe makes a spreadsheet show a would-be formula as it stands. */
function words(text: string): string {
  const safe = FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Ours, never anybody's words: a minus stays a minus. */
function amount(credits: number): string {
  return credits.toFixed(6);
}

function line({ entry, what, reason, link }: CsvRow): string {
  const { ref } = entry;
  return [
    entry.createdAt,
    words(what),
    amount(entry.amount),
    amount(entry.balanceAfter),
    ...[entry.source ?? '', ref.type, ref.id, link, reason].map(words),
  ].join(',');
}

/** A statement as comma-separated values, a chunk for each page: UTF-8 with its mark, a header, CRLF, six decimals. */
export async function* statementCsv(pages: AsyncIterable<CsvRow[]>): AsyncGenerator<string, void, void> {
  yield `${MARK}${COLUMNS.join(',')}\r\n`;
  for await (const rows of pages) {
    if (rows.length > 0) yield rows.map((row) => `${line(row)}\r\n`).join('');
  }
}
