import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDb } from '@/lib/db';
import { chaosPlan, type FaultKind } from '../../tests/support/chaos-plan';
import { openChaosProxy } from '../../tests/support/chaos-proxy';
import { ledgerWorld } from '../../tests/support/ledger-world';
import { createServerDatabase } from '../../tests/support/server-template';
import { checkStorm, type StormVerdict } from '../../tests/support/storm-check';
import { STORM_FAULTS, readJournal } from '../../tests/support/storm-journal';
import { stormPlan, type StormPlan } from '../../tests/support/storm-plan';
import { calmDown, makeStormUsers, runStorm } from '../../tests/support/storm-run';
import {
  besideTheStorm,
  deadlocksSeen,
  noticeDeadlocksSoon,
  opposeNow,
  terminateNow,
} from '../../tests/support/storm-sabotage';
import type { Table } from '../report/write-section';
import { startServers } from '../setup/servers.mjs';

const USERS = 50;
const COMMANDS = 10_000;
const LANES = 3;
/** Lives of the embedded storm that end by SIGKILL. */
const KILLS = 8;
const TERMINATE_EVERY_MS = 40;

interface Outcome {
  name: string;
  seconds: number;
  hits: Record<FaultKind, number>;
  deadlocks: number;
  terminated: number;
  killed: number;
  /** Sendings that got no answer and were repeated by the client. */
  unanswered: number;
  verdict: StormVerdict;
}

/** One life of the embedded storm; killed as soon as `until` answers are written down. Whether it was. */
async function live(files: { dataDir: string; journal: string }, plan: StormPlan, until: number): Promise<boolean> {
  const numbers = [plan.seed, USERS, COMMANDS, LANES].map(String);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/support/storm-child.ts', files.dataDir, files.journal, ...numbers],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const gone = once(child, 'exit');
  while (child.exitCode === null && child.signalCode === null) {
    await sleep(100);
    if (toldIn(files.journal).size >= until) child.kill('SIGKILL');
  }
  await gone;
  if (child.exitCode !== null && child.exitCode !== 0) throw new Error(`seed ${plan.seed}: the storm fell over`);
  return child.signalCode === 'SIGKILL';
}

const toldIn = (journal: string) => readJournal(existsSync(journal) ? readFileSync(journal, 'utf8') : '').told;

async function embeddedStorm(plan: StormPlan): Promise<Outcome> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'megicai-storm-'));
  const files = { dataDir, journal: path.join(dataDir, 'journal') };
  const began = performance.now();
  let killed = 0;
  for (;;) {
    // The last stretch is left to a life that may end by itself.
    const until = killed < KILLS ? Math.floor((COMMANDS * (killed + 1)) / (KILLS + 1)) : Infinity;
    if (!(await live(files, plan, until))) break;
    killed++;
  }
  const seconds = (performance.now() - began) / 1000;
  const { told, hits, failed } = readJournal(readFileSync(files.journal, 'utf8'));
  const db = await openDb({ dataDir });
  const world = ledgerWorld(db);
  await calmDown(world);
  const verdict = await checkStorm(world, plan, told);
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
  return { name: 'embedded', seconds, hits, deadlocks: 0, terminated: 0, killed, unanswered: failed, verdict };
}

async function serverStorm(plan: StormPlan): Promise<Outcome> {
  const servers = await startServers();
  const { url } = await createServerDatabase(servers.databaseUrl, 'megicai_storm');
  const faults = chaosPlan(plan.seed, STORM_FAULTS.probability, STORM_FAULTS.server);
  const proxy = await openChaosProxy(url, faults.decide);
  const calm = await openDb({ dataDir: null, url: besideTheStorm(url), poolSize: 12 });
  await noticeDeadlocksSoon(calm);
  const db = await openDb({ dataDir: null, url: proxy.url, poolSize: 40 });
  try {
    await makeStormUsers(calm, plan);
    let terminated = 0;
    const opposed = new Set<string>();
    const killer = setInterval(() => void terminateNow(calm).then((hit) => (terminated += hit)), TERMINATE_EVERY_MS);
    const began = performance.now();
    const { world, told, resent, failures } = await runStorm(db, plan, {
      lanes: LANES,
      onHalf: (locked, next) => {
        // Once for each two people: who tries again must come through.
        if (opposed.has(locked + next)) return;
        opposed.add(locked + next);
        void opposeNow(calm, next, locked);
      },
    });
    const seconds = (performance.now() - began) / 1000;
    clearInterval(killer);
    faults.calm();
    console.log('What clients saw instead of an answer:', Object.fromEntries(failures));
    const trusted = { ...ledgerWorld(calm), clock: world.clock };
    await calmDown(trusted);
    const verdict = await checkStorm(trusted, plan, told);
    const deadlocks = await deadlocksSeen(calm);
    const { hits } = faults;
    return { name: 'PostgreSQL', seconds, hits, deadlocks, terminated, killed: 0, unanswered: resent, verdict };
  } finally {
    await Promise.all([db.close(), calm.close()]);
    await proxy.close();
    await servers.stop();
  }
}

function row(seed: number, outcome: Outcome): string[] {
  const { hits, verdict } = outcome;
  const numbers = [
    ...[hits.lost, hits.cut + hits.ended, hits.undone + outcome.deadlocks, outcome.deadlocks, outcome.terminated],
    ...[outcome.killed, outcome.unanswered, verdict.effects, verdict.transactions],
  ];
  const wrong = verdict.wrong.length === 0 ? 'none' : `${verdict.wrong.length}: ${verdict.wrong[0]}`;
  return [outcome.name, String(seed), ...numbers.map(String), wrong, `${outcome.seconds.toFixed(0)} s`];
}

/**
 * 10,000 random commands of 50 people, three at a time each, under lost answers, cut connections, deadlocks, ended
 * backends and killed processes. `--seed N` replays the same commands and faults.
 */
export async function proveStorm({ seed = Date.now() % 1_000_000_000 }: { seed?: number }): Promise<Table> {
  console.log(`seed ${seed}`);
  const plan = stormPlan(seed, USERS, COMMANDS);
  const outcomes = [await embeddedStorm(plan), await serverStorm(plan)];
  for (const { name, verdict } of outcomes) {
    if (verdict.wrong.length === 0) continue;
    console.error(`${name}, seed ${seed}:\n${verdict.wrong.slice(0, 20).join('\n')}`);
    process.exitCode = 1;
  }
  const head = [
    'database',
    'seed',
    'answers lost',
    'connections cut',
    'deadlocks',
    'of them by PostgreSQL itself',
    'backends terminated at work',
    'processes killed',
    'sent again by clients',
    'effects acknowledged, each in the ledger once',
    'transactions',
    'broken invariants, balances or effects',
    'time',
  ];
  return { head, rows: outcomes.map((outcome) => row(seed, outcome)) };
}
