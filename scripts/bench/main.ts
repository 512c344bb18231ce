// `npm run bench [-- --quick] [-- --only=<part>[,<part>]]`: each part prints a table; a full run also writes it to BENCH.md.
import { toMarkdown, writeSection } from '../report/write-section';
import { familyOf } from './cores';
import { prepareGrounds } from './grounds';
import type { Part, Row, Timing } from './part';
import { PARTS } from './parts/index';

const argumentOf = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

const quick = process.argv.includes('--quick');
const timing: Timing = quick
  ? { quick, warmSeconds: 2, seconds: 2, rounds: 3 }
  : { quick, warmSeconds: 10, seconds: 10, rounds: 3 };

function chosen(): Part[] {
  const only = argumentOf('only')?.split(',');
  if (!only) return PARTS.filter(({ id }) => id !== 'profile');
  const unknown = only.filter((id) => !PARTS.some((part) => part.id === id));
  if (unknown.length > 0)
    throw new Error(`--only knows ${PARTS.map(({ id }) => id).join(', ')}; not ${unknown.join(', ')}`);
  return PARTS.filter(({ id }) => only.includes(id));
}

const HOW = `The hub and whatever it is compared with take turns on one core; load, provider, PostgreSQL and Redis share the other. Warm-up ${timing.warmSeconds} s each, then ${timing.rounds} interleaved rounds of ${timing.seconds} s, the median.`;

const cells = ({ what, measured, goal, reached }: Row) => [
  what,
  measured,
  goal ?? '',
  reached === undefined ? '' : reached ? 'yes' : 'no',
];

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended with its parent.
  }
}

// Hubs, servers and providers are not left behind by whoever loses patience.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    const started = familyOf(process.pid).filter((pid) => pid !== process.pid);
    for (const pid of started) endProcess(pid);
    process.exit(1);
  });
}

const parts = chosen();
const grounds = await prepareGrounds();
const missed: string[] = [];
try {
  for (const part of parts) {
    console.log(`\n${part.title}`);
    const rows: Row[] = [];
    const note = (row: Row) => {
      rows.push(row);
      if (row.reached === false) missed.push(`${row.what}: ${row.measured} (${row.goal})`);
      console.log(cells(row).filter(Boolean).join(' | '));
    };
    await part.run({ grounds, timing, note });
    const table = toMarkdown({ head: ['what', 'measured', 'reach', 'reached'], rows: rows.map(cells) });
    const body = `${HOW} ${part.method(timing)}\n\n${table}`;
    // Short rounds on a busy machine are for looking, not for the record.
    if (quick) console.log(`\n${body}\n`);
    else writeSection(`bench-${part.id}`, part.title, body);
  }
} finally {
  await grounds.stop();
}
console.log(missed.length > 0 ? `Not reached:\n${missed.join('\n')}` : 'Everything with a goal was reached.');
process.exit(0);
