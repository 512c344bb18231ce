/** What a spreadsheet would take for a formula, behind white space and in wide letters too. */
const FORMULA = /^[\s\0]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** One cell of RFC 4180. A leading apostrophe makes a spreadsheet show a would-be formula as it stands. */
export function csvCell(value: unknown): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const safe = (FORMULA.test(text) || /^[\t\r\n]/.test(text)) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Tells spreadsheets that a file is UTF-8; stands at its beginning. */
export const CSV_MARK = '\uFEFF';
