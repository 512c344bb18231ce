import { csvLine } from './csv';

/** A table of pipes in a text, as it is written: marks inside cells stay. */
export interface PipeTable {
  head: string[];
  rows: string[][];
}

const ROW = /^\s*\|.*\|\s*$/;
const FENCE = /^\s*(```|~~~)/;

function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .trim()
      .replaceAll('\\|', '|')
      .replace(/^(\*\*|`)(.*)\1$/, '$2'),
  );
}

const isDashes = (line: string) => /^[\s|:-]+$/.test(line) && cells(line).every((cell) => /^:?-+:?$/.test(cell));

/** As many cells as the head has. */
function rowOf(line: string, columns: number): string[] {
  const row = cells(line).slice(0, columns);
  return [...row, ...Array.from({ length: columns - row.length }, () => '')];
}

/** All tables of a text, outside of its code. */
export function tablesOf(text: string): PipeTable[] {
  const lines = text.split(/\r?\n/);
  const tables: PipeTable[] = [];
  let inCode = false;
  for (let at = 0; at < lines.length; at++) {
    const [first = '', second = ''] = [lines[at], lines[at + 1]];
    if (FENCE.test(first)) inCode = !inCode;
    if (inCode || !first.includes('|') || !second.includes('|') || !second.includes('-') || !isDashes(second)) continue;
    const head = cells(first);
    let next = at + 2;
    while (next < lines.length && ROW.test(lines[next] ?? '')) next += 1;
    tables.push({
      head,
      rows: lines.slice(at + 2, next).map((line) => rowOf(line, head.length)),
    });
    at = next - 1;
  }
  return tables;
}

export function tableCsv({ head, rows }: PipeTable): string {
  return [head, ...rows].map(csvLine).join('');
}
