// Started by tests/races/batch-kill.test.ts: a process that runs batches on the database it is given, with a model that
// takes its time, says each answer it has begun and each batch that is done, and waits to be killed.
import { systemClock } from '@/lib/clock';
import { openDb } from '@/lib/db';
import { startJobs } from '@/lib/jobs';
import { beginBatch, prompts } from './batch-world';
import { runWorld } from './run-world';
import { answers } from './scripted-ai';

const [where = '', userId = '', rows = '0'] = process.argv.slice(2);
const server = where.startsWith('postgres');
const db = await openDb(server ? { dataDir: null, url: where, poolSize: 6 } : { dataDir: where });
const world = await runWorld(db);
const ctx = world.system({ clock: systemClock });
world.ai.script = (input) => {
  const prompt = input.request.kind === 'text' ? input.request.prompt : '';
  process.stdout.write(`asked ${/number (\d+)/.exec(prompt)?.[1] ?? '?'}\n`);
  return answers(['An ', 'answer.'], () => new Promise((resolve) => setTimeout(resolve, 25)))(input);
};
startJobs({ services: ctx, databaseUrl: server ? where : undefined });
if (Number(rows) > 0) {
  const owner = world.ctxOf(userId, { clock: systemClock });
  const { id } = await beginBatch(owner, { toolId: 'text-generation', rows: prompts(Number(rows)) });
  process.stdout.write(`begun ${id}\n`);
}
setInterval(() => {
  void db
    .sql<{ left: number }>(`SELECT count(*)::integer AS left FROM batch_rows WHERE status IN ('waiting', 'running')`)
    .then(([row]) => row?.left === 0 && process.stdout.write('done\n'));
}, 200);
