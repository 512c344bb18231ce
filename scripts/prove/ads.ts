import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AD_KINDS, type AdKind } from '@/lib/ads/types';
import { asOperator } from '../../tests/support/api-client';
import { usageDuring, type Usage } from '../bench/cpu';
import { percentile, sorted } from '../bench/load';
import type { Table } from '../report/write-section';
import { signInMany, type Person } from './ads/people';
import { openFigures, pidsOf, type Figures } from './ads/servers';
import { isEarly, watchOn, type Sample } from './ads/watch';
import { verifyLedgerOf } from './verify';
import { onBothDatabases, type World } from './worlds';

/** For a try: PROVE_ADS=<sessions>,<part of the time of each load, 0.4 or more>. */
const [SESSIONS = 1_000, PART = 1] = (process.env.PROVE_ADS ?? '').split(',').filter(Boolean).map(Number);
if (PART < 0.4) throw new Error('PROVE_ADS: before 0.4 of its time nobody claims.');
/** People come one after the other, for so long, so that their claims come as evenly; each watches ad after ad from then on. */
const RAMP_MS = 48_000;
/** The shortest ad of either load: until then nobody claims. */
const ALONE_MS = 60_000;

interface Load {
  name: string;
  kinds: readonly AdKind[];
  seconds: number;
  /** What lies between a claim and the next start. */
  pauseMs: number;
  ads: object;
}

/** Nobody who watches all the time must be stopped by a cap: what is measured are claims that pay. */
const NO_CAPS = { dailyCap: 100_000, deviceDailyCap: 100_000, addressDailyCap: 100_000 };
const LOADS: readonly Load[] = [
  { name: 'each kind, built-in lengths and pause', kinds: AD_KINDS, seconds: 300, pauseMs: 10_500, ads: NO_CAPS },
  { name: 'text alone, no pause', kinds: ['text'], seconds: 180, pauseMs: 0, ads: { ...NO_CAPS, cooldownSeconds: 0 } },
];
const NO_FIGURES: Figures = { transactions: 0, rowsWritten: 0, redisCommands: 0 };

interface Phase {
  name: string;
  seconds: number;
  samples: Sample[];
  servers: Figures | null;
  usage: Usage;
}

/** What was sent, and what the servers did, while `ms` pass. */
async function phase(
  name: string,
  ms: number,
  samples: Sample[],
  figures: Awaited<ReturnType<typeof openFigures>>,
  pids: Record<string, number | undefined | number[]>,
): Promise<Phase> {
  const before = (await figures?.read()) ?? NO_FIGURES;
  const from = performance.now();
  const { usage } = await usageDuring(pids, () => sleep(ms));
  const to = performance.now();
  const after = await figures?.read();
  const servers = after
    ? {
        transactions: after.transactions - before.transactions,
        rowsWritten: after.rowsWritten - before.rowsWritten,
        redisCommands: after.redisCommands - before.redisCommands,
      }
    : null;
  const seen = samples.filter(({ at }) => at >= from && at < to);
  return { name, seconds: (to - from) / 1_000, samples: seen, servers, usage };
}

/** A claim whose last beat was long on its way is a moment early by the server's clock, and is made again. */
const claimsEarly = (samples: Sample[]) => samples.filter(isEarly).length;
const failures = (samples: Sample[]) =>
  samples.filter((sample) => (sample.status >= 300 || sample.status === 0) && !isEarly(sample));

function line(world: World, { name, seconds, samples, servers, usage }: Phase): string[] {
  const of = (what: Sample['what']) => samples.filter((sample) => sample.what === what);
  const good = (what: Sample['what']) =>
    sorted(
      of(what)
        .filter(({ status }) => status < 300)
        .map(({ ms }) => ms),
    );
  const shown = (times: number[], share: number) =>
    times.length > 0 ? `${percentile(times, share).toFixed(0)} ms` : '–';
  const rate = (count: number | undefined) => (count === undefined ? '–' : (count / seconds).toFixed(1));
  const [beats, claims] = [good('beat'), good('claim')];
  const sinceFirst = sorted(of('claim').flatMap(({ sinceFirstMs }) => sinceFirstMs ?? []));
  const early = claimsEarly(samples);
  const cores = (who: string) => ((usage.ms[who] ?? 0) / usage.elapsedMs).toFixed(2);
  return [
    world.name,
    name,
    rate(beats.length),
    [0.5, 0.95].map((share) => shown(beats, share)).join(' / '),
    `${claims.length} (${rate(claims.length)}/s)`,
    [0.5, 0.95, 0.99].map((share) => shown(claims, share)).join(' / '),
    shown(sinceFirst, 0.95),
    rate(servers?.transactions),
    rate(servers?.rowsWritten),
    rate(servers?.redisCommands),
    servers ? ['hub', 'postgres', 'redis'].map(cores).join(' / ') : cores('hub'),
    (usage.stolenMs / usage.elapsedMs).toFixed(2),
    `${early} / ${failures(samples).length}`,
  ];
}

async function measure(world: World, load: Load): Promise<string[][]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'prove-ads-'));
  const secret = randomBytes(32).toString('hex');
  const people: Person[] = await signInMany({ dataDir, url: world.env.DATABASE_URL }, secret, SESSIONS);
  const hub = await world.start({ NEXTAUTH_SECRET: secret, TRUSTED_PROXIES: '1' }, dataDir);
  const operator = await asOperator(hub.url, hub.operator);
  const changed = await operator.call('PATCH', '/api/admin/settings', { ads: load.ads });
  if (changed.status !== 200) throw new Error(`The settings were refused: ${JSON.stringify(changed.body)}`);
  const figures = await openFigures(world.env);
  const samples: Sample[] = [];
  const begin = performance.now();
  const end = begin + load.seconds * PART * 1_000;
  const watching = people.map(async (person, index) => {
    await sleep((index / people.length) * RAMP_MS);
    const kind = load.kinds[index % load.kinds.length] ?? 'text';
    await watchOn(new URL(hub.url), { person, kind, pauseMs: load.pauseMs, until: end, samples });
  });
  const pids = () => ({ hub: hub.process.pid, postgres: pidsOf('postgres'), redis: pidsOf('redis-server') });
  await sleep(RAMP_MS + 1_000);
  const alone = ALONE_MS - (performance.now() - begin) - 1_000;
  const phases = [await phase(`${load.name}: beats alone`, alone, samples, figures, pids())];
  phases.push(await phase(`${load.name}: with claims`, end - performance.now() - 500, samples, figures, pids()));
  await Promise.all(watching);
  for (const { what, status } of failures(samples).slice(0, 5))
    console.error(`${world.name}: ${what} was answered with ${status}`);
  await figures?.close();
  await hub.stop();
  const verified = verifyLedgerOf(world, hub);
  return phases.map((one) => [...line(world, one), verified]);
}

/** Databases and hubs of its own for each load: neither finds what the other has warmed. */
async function measureAll(): Promise<string[][]> {
  const rows: string[][][] = [];
  for (const load of LOADS) rows.push(...(await onBothDatabases((world) => measure(world, load))));
  return rows.flat();
}

/** Many open ad sessions that beat every five seconds, and the claims of those that are over, over HTTP. */
export async function proveAds(): Promise<Table> {
  return {
    head: [
      'database',
      `${SESSIONS} sessions, a beat each 5 s`,
      'beats/s',
      'beat p50 / p95',
      'claims',
      'claim p50 / p95 / p99',
      'p95 since its first try',
      'PostgreSQL transactions/s',
      'rows written/s',
      'Redis scripts/s',
      'cores: hub / PostgreSQL / Redis',
      'cores the host took',
      'claims a moment early / failures',
      'ledger:verify',
    ],
    rows: await measureAll(),
  };
}
