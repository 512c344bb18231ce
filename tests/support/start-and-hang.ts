// Started by tests/races/killed-process.test.ts: begins a run on the data directory it is given, says one piece of the
// answer, and waits to be killed.
import { openDb } from '@/lib/db';
import { runWorld, REQUEST } from './run-world';
import { answers } from './scripted-ai';

const [dataDir = '', userId = ''] = process.argv.slice(2);
const world = await runWorld(await openDb({ dataDir }));
world.ai.script = answers(['A first piece. ', 'never said'], (index) =>
  index === 0 ? Promise.resolve() : new Promise(() => {}),
);
const { run } = await world.start(world.ctxOf(userId), REQUEST);
// Longer than the second after which partial text is saved.
setTimeout(() => process.stdout.write(`started ${run.id}\n`), 1_500);
setInterval(() => {}, 60_000);
