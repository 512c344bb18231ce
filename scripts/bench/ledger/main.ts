// `npm run bench:ledger [-- --quick]`: the ledger's verbs beside pgbench calling the same functions. Writes a section of BENCH.md.
import { toMarkdown, writeSection } from '../../report/write-section';
import { startServers } from '../../setup/servers.mjs';
import { contend } from './contention';
import { duel, DUEL_HEAD } from './duel';
import { embeddedUses } from './embedded';
import { CONNECTIONS, makeGround, verifySeconds, type Ground } from './grounds';
import { ENTRIES_PER_USE } from './population';
import { revenueCost } from './revenue';
import { ROUNDS } from './rounds';
import { statementTimes } from './statement';

const quick = process.argv.includes('--quick');
const USERS = 10_000;
const SECONDS = quick ? 1 : 4;
const OLD_ENTRIES = quick ? 100_000 : 1_000_000;
/** Uses of the one whose statement is read: one movement of the available balance each, and two entries of what is held. */
const STATEMENT_USES = quick ? 33_334 : 100_000;
const CONTENTION_ROUNDS = quick ? 10 : 50;

const facts: string[][] = [];
const note = (what: string, measured: string) => {
  facts.push([what, measured]);
  console.log(`${what}: ${measured}`);
};

async function ground(server: string, users: number, oldEntries: number): Promise<Ground> {
  const made = await makeGround(server, users, oldEntries);
  if (oldEntries === 0) return made;
  const { seconds, entries } = await verifySeconds(made.db);
  note(`${made.name}: filled`, `${made.fillSeconds.toFixed(1)} s`);
  note(`${made.name}: ledger:verify of ${entries.toLocaleString('en')} entries`, `${seconds.toFixed(1)} s, green`);
  return made;
}

async function inParallel(one: Ground): Promise<void> {
  const { uses, errors, lost, deadlocks } = await contend(one.url, CONTENTION_ROUNDS);
  note(
    `64 parallel uses of one user, ${CONTENTION_ROUNDS} times (${uses.toLocaleString('en')} uses): errors, credits lost, deadlocks`,
    `${errors}, ${lost}, ${deadlocks}`,
  );
}

async function revenue(where: Ground): Promise<void> {
  const { withRevenue, withoutRevenue, cost } = await revenueCost(where, SECONDS);
  note(
    'recording platform revenue: pgbench with it, without it, its cost',
    `${withRevenue.toFixed(0)}/s, ${withoutRevenue.toFixed(0)}/s, ${(cost * 100).toFixed(1)} %`,
  );
}

async function measure(server: string): Promise<string> {
  const empty = await ground(server, USERS, 0);
  const grounds = [
    empty,
    await ground(server, USERS, OLD_ENTRIES),
    await ground(server, 1, 0),
    await ground(server, 1, OLD_ENTRIES),
  ];
  const duels = await duel(grounds, SECONDS);
  for (const { db } of grounds.slice(0, 2)) await verifySeconds(db);
  await inParallel(grounds[2] ?? empty);
  const long = await ground(server, 1, STATEMENT_USES * ENTRIES_PER_USE);
  const statements = await statementTimes(long.db);
  await revenue(empty);
  note('the same verbs on PGlite in memory', `${(await embeddedUses(SECONDS)).toFixed(0)}/s`);
  await Promise.all([...grounds, long].map(({ db }) => db.close()));
  return [
    toMarkdown({ head: DUEL_HEAD, rows: duels }),
    toMarkdown({ head: ['what', 'measured'], rows: facts }),
    toMarkdown({
      head: [
        `statement of ${STATEMENT_USES.toLocaleString('en')} movements`,
        'statements',
        'on the server',
        'through the driver',
      ],
      rows: statements,
    }),
  ].join('\n\n');
}

const servers = await startServers();
try {
  const how = `${CONNECTIONS} at once, warm-up, ${ROUNDS} interleaved rounds of ${SECONDS} s, the median. pgbench: ${CONNECTIONS} clients, prepared statements. "one each": the server on one core, its caller on the other.`;
  writeSection('bench-ledger', 'Reserve and settle', `${how}\n\n${await measure(servers.databaseUrl)}`);
} finally {
  await servers.stop();
}
