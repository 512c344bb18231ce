import { usageDuring } from './cpu';
import { median, runLoad, type LoadResult, type Shot } from './load';
import type { Bench } from './part';

export interface Contestant {
  name: string;
  url: string;
  pid: number | undefined;
  shot(connection: number, number: number): Shot;
}

/** Medians over the rounds. */
export interface Standing extends LoadResult {
  /** Processor time per good answer. */
  msEach: number;
  /** Shares of one core, 0 to 1. */
  loadShare: number;
  providerShare: number;
  serversShare: number;
  hubCore: number;
  loadCore: number;
}

/** A number space per bout, so that no "fresh" request was ever sent before. */
let bouts = 0;

async function bout({ grounds }: Bench, { url, pid, shot }: Contestant, connections: number, seconds: number) {
  const offset = ++bouts * 1_000_000;
  const pids = { contestant: pid, load: process.pid, provider: grounds.provider.pid, servers: grounds.serverPids() };
  const { result, usage } = await usageDuring(pids, () =>
    runLoad(url, connections, seconds, (connection, index) => shot(connection, offset + index)),
  );
  const share = (name: keyof typeof pids) => (usage.ms[name] ?? 0) / usage.elapsedMs;
  const [hubCore = 0, loadCore = 0] = usage.cores;
  return {
    ...result,
    msEach: (usage.ms.contestant ?? 0) / Math.max(1, result.good),
    loadShare: share('load'),
    providerShare: share('provider'),
    serversShare: share('servers'),
    hubCore,
    loadCore,
  };
}

/** Machines drift: after a warm-up the contestants take turns, and the median round counts. Keyed by name. */
export async function interleave(
  bench: Bench,
  contestants: Contestant[],
  connections: number,
): Promise<Map<string, Standing>> {
  const { warmSeconds, seconds, rounds } = bench.timing;
  for (const contestant of contestants) await bout(bench, contestant, connections, warmSeconds);
  const results = new Map<string, Standing[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const contestant of contestants) {
      const result = await bout(bench, contestant, connections, seconds);
      results.get(contestant.name)?.push(result);
      console.log(`  round ${round}, ${connections} connections, ${contestant.name}: ${describe(result)}`);
    }
  }
  return new Map([...results].map(([name, all]) => [name, middle(all)]));
}

function middle(all: Standing[]): Standing {
  const of = (pick: (standing: Standing) => number) => median(all.map(pick));
  return {
    perSecond: of((one) => one.perSecond),
    good: of((one) => one.good),
    p50Ms: of((one) => one.p50Ms),
    p95Ms: of((one) => one.p95Ms),
    errors: all.reduce((sum, { errors }) => sum + errors, 0),
    msEach: of((one) => one.msEach),
    loadShare: of((one) => one.loadShare),
    providerShare: of((one) => one.providerShare),
    serversShare: of((one) => one.serversShare),
    hubCore: of((one) => one.hubCore),
    loadCore: of((one) => one.loadCore),
  };
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

/** Rate, times, and how much room was left: a core of the load that is full says nothing about the hub. */
export function describe(standing: Standing): string {
  const { perSecond, p50Ms, p95Ms, errors, msEach, loadShare, providerShare, serversShare, hubCore, loadCore } =
    standing;
  const rate = `${perSecond.toFixed(0)}/s, p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, ${errors} errors`;
  const cores = `its core ${percent(hubCore)}, the load's ${percent(loadCore)} (client ${percent(loadShare)}, provider ${percent(providerShare)}, PostgreSQL and Redis ${percent(serversShare)})`;
  return `${rate}; ${msEach.toFixed(2)} ms of processor each; ${cores} busy`;
}

/** Rates, and processor time the other way round: the second is what a shared machine cannot blur. */
export function compare(ours: Standing, theirs: Standing): { ratio: number; words: string } {
  const ratio = ours.perSecond / theirs.perSecond;
  return { ratio, words: `${ratio.toFixed(3)} (by processor time each ${(theirs.msEach / ours.msEach).toFixed(3)})` };
}
