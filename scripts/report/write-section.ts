import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

export interface Table {
  head: string[];
  rows: string[][];
}

const FILE = 'BENCH.md';

export function toMarkdown({ head, rows }: Table): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'no commit';
  }
}

function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${memory} GB, Node ${process.versions.node}`;
}

/** Puts one named section into BENCH.md, in the place of its last version. */
export function writeSection(name: string, title: string, body: string): void {
  const begin = `<!-- ${name} -->`;
  const end = `<!-- /${name} -->`;
  const date = new Date().toISOString().slice(0, 10);
  const section = `${begin}\n## ${title}\n\n${date}, commit ${commit()}, ${machine()}\n\n${body}\n${end}`;
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '# Measurements\n';
  const from = old.indexOf(begin);
  const to = old.indexOf(end);
  const text =
    from >= 0 && to > from
      ? old.slice(0, from) + section + old.slice(to + end.length)
      : `${old.trimEnd()}\n\n${section}\n`;
  writeFileSync(FILE, text);
  console.log(`\n${title}\n\n${body}\n`);
}
