export interface TableBlock {
  type: 'table';
  head: string[];
  /** Every row has as many cells as the head. */
  rows: string[][];
}

const ROW = /^\s*\|.*\|?\s*$/;
const DASHES = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const cells = (line: string) =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());

/** Reads a table of pipes that begins here; null where none does. The last row may still be arriving. */
export function takeTable(lines: readonly string[], from: number): { block: TableBlock; next: number } | null {
  const [first = '', second = ''] = lines.slice(from, from + 2);
  if (!ROW.test(first) || !second.includes('|') || !DASHES.test(second)) return null;
  const head = cells(first);
  let next = from + 2;
  while (next < lines.length && ROW.test(lines[next] ?? '')) next += 1;
  const rows = lines.slice(from + 2, next).map((line) => {
    const row = cells(line);
    return head.map((_, column) => row[column] ?? '');
  });
  return { block: { type: 'table', head, rows }, next };
}
