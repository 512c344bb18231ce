// Started by tests/races/jobs.test.ts: an instance that does background work on the database it is given, notes each of
// its turns there, holds one user's credits, and waits to be killed.
import { randomUUID } from 'node:crypto';
import { reserve } from '@/lib/credits';
import { openDb } from '@/lib/db';
import { startJobs, type Job } from '@/lib/jobs';
import { handClock, ledgerWorld } from './ledger-world';

const [where = '', userId = ''] = process.argv.slice(2);
const server = where.startsWith('postgres');
const db = await openDb(server ? { dataDir: null, url: where, poolSize: 4 } : { dataDir: where });
const ctx = ledgerWorld(db, { ...handClock(), now: () => new Date() }).ctx();
const note: Job = {
  name: 'note',
  slotSeconds: 1,
  work: ({ instanceId }) =>
    db.sql('INSERT INTO turns (at, instance) VALUES (clock_timestamp(), $1::uuid) RETURNING at', [instanceId]),
};
startJobs({ services: ctx, databaseUrl: server ? where : undefined, jobs: [note] });
const holdId = randomUUID();
const deadlineAt = new Date(Date.now() + 3_600_000);
const ref = { type: 'offer' as const, id: holdId };
await reserve({ ctx, input: { userId, holdId, amountMicro: 5_000_000n, ref, deadlineAt } });
process.stdout.write(`${ctx.instanceId}\n`);
setInterval(() => {}, 60_000);
