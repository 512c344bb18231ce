/** Spreadsheets take a file without this mark for one in their own country's encoding. */
export const MARK = '\uFEFF';

/** What a spreadsheet would take for a formula, behind white space too. */
const FORMULA = /^[\s\0]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/;

/** One cell of RFC 4180. A leading apostrophe makes a spreadsheet show a would-be formula as it stands. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
