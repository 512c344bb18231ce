// One life of a process: judges what the last one left behind, plays one scenario, and is killed at one of its points.
// Started by fault-parent.ts, which sends its order as JSON.
import { openDb, type Db } from '@/lib/db';
import { createFileStore } from '@/lib/runs';
import { checkAfter } from './fault-check';
import { observedCtx } from './fault-ctx';
import { instrumentFunctions } from './fault-functions';
import { hearPoints, holdIntervals } from './fault-hooks';
import type { FaultOrder } from './fault-parent';
import type { Facts, Stage } from './fault-scenario';
import { scenarioOf } from './fault-scenarios';
import { createTrace, tell, type FaultTrace, type Kill } from './fault-trace';
import { runWorld } from './run-world';

/** A server shows whoever has just died for a moment. */
const GONE_MS = 10_000;

async function open({ dataDir, url }: FaultOrder['database']): Promise<Db> {
  return openDb(url ? { dataDir: null, url, poolSize: 4 } : { dataDir });
}

async function stageOn(db: Db, trace: FaultTrace, turn: () => void, folder: string): Promise<Stage> {
  const world = await runWorld(db);
  const files = createFileStore(folder);
  return {
    world,
    turn,
    ctxOf: (userId, change) => world.ctxOf(userId, { files, ...change }),
    watched: (ctx) => observedCtx(trace, ctx),
  };
}

/** A dead process's connections may still be at work: what they will have done must be done before anybody judges. */
async function othersGone(db: Db): Promise<void> {
  if (db.mode === 'embedded') return;
  for (const last = Date.now() + GONE_MS; Date.now() < last;) {
    const [row] = await db.sql<{ others: number }>(
      `SELECT count(*)::integer AS others FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND backend_start < $1::timestamptz`,
      [new Date(Date.now() - process.uptime() * 1000)],
    );
    if (row?.others === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('a connection of the dead process did not go away');
}

async function order(db: Db, kill: Kill | null): Promise<void> {
  if (db.mode === 'embedded') return;
  await db.sql('DELETE FROM fault_orders');
  await db.sql(`SELECT setval('fault_passes', 0)`);
  const { name = null, nth = null, action = 'record' } = kill ?? {};
  await db.sql('INSERT INTO fault_orders VALUES ($1::text, $2::bigint, $3::text)', [name, nth, action]);
}

async function noOrder(db: Db): Promise<void> {
  if (db.mode === 'server') await db.sql('DELETE FROM fault_orders');
}

/** Plays to the end, unless a point is armed that kills. */
async function play(stage: Stage, trace: FaultTrace, name: string, kill: Kill | null): Promise<Facts> {
  const scenario = scenarioOf(name);
  const facts = await scenario.prepare(stage);
  tell({ facts });
  await order(stage.world.db, kill);
  if (kill && kill.action !== 'terminate') trace.arm(kill);
  trace.on = true;
  await scenario.act(stage, facts).catch((error: unknown) => {
    // A lost connection reaches the caller; the kill is what this is about, so only a whole recording must be clean.
    if (kill?.action !== 'terminate') throw error;
  });
  trace.on = false;
  const live = stage.ctxOf(facts.userId ?? '').live.active();
  live.forEach((run) => run.stop('cancelled'));
  await Promise.all(live.map((run) => run.finished));
  await noOrder(stage.world.db);
  return facts;
}

async function main(): Promise<void> {
  const asked = JSON.parse(process.argv[2] ?? '') as FaultOrder;
  const trace = createTrace();
  hearPoints(trace);
  const db = await open(asked.database);
  const turn = holdIntervals();
  const stage = () => stageOn(db, trace, turn, asked.files);
  if (asked.instrument) tell({ points: await instrumentFunctions(db) });
  if (asked.check) {
    await othersGone(db);
    await noOrder(db);
    tell({ findings: await checkAfter(await stage(), scenarioOf(asked.check.scenario), asked.check.facts) });
  }
  for (const scenario of asked.record ?? []) {
    trace.reset();
    const facts = await play(await stage(), trace, scenario, null);
    const passed = [...trace.passed];
    tell({ recorded: { scenario, passed, findings: await checkAfter(await stage(), scenarioOf(scenario), facts) } });
  }
  if (asked.kill) await play(await stage(), trace, asked.kill.scenario, asked.kill);
  for (const kill of asked.terminate ?? []) {
    const facts = await play(await stage(), createTrace(), kill.scenario, kill);
    const [row] = await db.sql<{ reached: boolean }>(`SELECT last_value >= $1::bigint AS reached FROM fault_passes`, [
      kill.nth,
    ]);
    const findings = await checkAfter(await stage(), scenarioOf(kill.scenario), facts);
    tell({ terminated: { kill, reached: row?.reached ?? false, findings } });
  }
  tell({ ended: true });
  await db.close();
}

await main();
process.exit(0);
