// Started by `npm run prove -- storm`: lives through what is left of a storm on an embedded database, writing down each
// answer as it comes, until it is done or killed.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { migrate, openDb } from '@/lib/db';
import { chaosDb } from './chaos-db';
import { chaosPlan } from './chaos-plan';
import { STORM_FAULTS, readJournal } from './storm-journal';
import { stormPlan } from './storm-plan';
import { makeStormUsers, runStorm } from './storm-run';

const [dataDir = '', journal = '', seed = '0', users = '0', commands = '0', lanes = '1'] = process.argv.slice(2);
const plan = stormPlan(Number(seed), Number(users), Number(commands));
const { told, life } = readJournal(existsSync(journal) ? readFileSync(journal, 'utf8') : '');
// Another life meets other faults.
const faults = chaosPlan(plan.seed + life, STORM_FAULTS.probability, STORM_FAULTS.embedded);
let failed = 0;
const write = (line: object) => appendFileSync(journal, `${JSON.stringify(line)}\n`);

const db = await openDb({ dataDir });
await migrate(db, path.resolve('prisma', 'migrations'));
await makeStormUsers(db, plan);
const { failures } = await runStorm(chaosDb(db, faults.decide), plan, {
  lanes: Number(lanes),
  told,
  onTold: (index, outcome) => write({ life, index, outcome, hits: faults.hits, failed }),
  onFailure: () => void failed++,
});
write({ life, failures: Object.fromEntries(failures) });
await db.close();
process.exit(0);
