import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Ctx } from '@/lib/context';
import type { JobStats } from '@/lib/jobs';
import { cacheTally } from '@/lib/runs';
import { ledgerNumbers, type LedgerNumbers } from './ledger-metrics';

export interface MetricsInput {
  ctx: Ctx;
  jobStats: JobStats;
}

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

const PROCESS = Symbol.for('megicai.processMetrics');
const holder = globalThis as { [PROCESS]?: Registry };

/** Processor, memory, event loop: observed from the first scrape on, once in a process. */
function processRegistry(): Registry {
  if (holder[PROCESS]) return holder[PROCESS];
  const register = new Registry();
  collectDefaultMetrics({ register });
  holder[PROCESS] = register;
  return register;
}

const seconds = (moment: Date | string) => new Date(moment).getTime() / 1_000;

type Define = (name: string, help: string, labels?: readonly string[]) => Gauge;

function writeLedger(define: Define, { health, totals }: LedgerNumbers): void {
  define('megicai_open_holds', 'Holds that are neither captured nor released').set(totals.open.holds);
  define('megicai_open_holds_credits', 'Credits in open holds').set(totals.open.credits);
  define('megicai_overdue_holds', 'Open holds past their deadline').set(totals.overdue.holds);
  define('megicai_overdue_holds_credits', 'Credits in overdue holds').set(totals.overdue.credits);
  const people = define('megicai_credits', 'Credits of all people together', ['state']);
  for (const state of ['available', 'held', 'debt'] as const) people.set({ state }, totals[state]);
  if (!health) return;
  const ok = define('megicai_ledger_check_ok', 'Whether the newest reconciliation found this rule kept', ['check']);
  const differences = define('megicai_ledger_check_differences', 'Differences the newest reconciliation found', [
    'check',
  ]);
  for (const check of health.checks) {
    ok.set({ check: check.name }, check.ok ? 1 : 0);
    differences.set({ check: check.name }, check.count);
  }
  define('megicai_ledger_checked_timestamp_seconds', 'End of the newest reconciliation').set(
    seconds(health.finishedAt),
  );
  const out = define(
    'megicai_platform_out_credits',
    'Credits that left this account (minted, where it is a source), by the newest reconciliation',
    ['account'],
  );
  const back = define(
    'megicai_platform_in_credits',
    'Credits that came to this account (burnt, where it is not), by the newest reconciliation',
    ['account'],
  );
  for (const sum of health.accounts) {
    const account = sum.account.replace('platform:', '');
    out.set({ account }, sum.out);
    back.set({ account }, sum.in);
  }
}

function writeJobs(register: Registry, define: Define, jobStats: JobStats): void {
  const count = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['job'] as const, registers: [register] });
  const runs = count('megicai_job_runs_total', 'Turns of this job that this process took');
  const failures = count('megicai_job_failures_total', 'Those that failed');
  const success = define('megicai_job_last_success_timestamp_seconds', 'End of the last good turn in this process', [
    'job',
  ]);
  for (const [job, state] of jobStats.all()) {
    runs.inc({ job }, state.runs);
    failures.inc({ job }, state.failures);
    if (state.lastSuccessAt) success.set({ job }, seconds(state.lastSuccessAt));
  }
}

function writeCache(register: Registry): void {
  const served = new Counter({
    name: 'megicai_runs_begun_total',
    help: 'Runs that began in this process, by the kept answer that served them: own, shared, joined (one under way) or none',
    labelNames: ['kept'] as const,
    registers: [register],
  });
  for (const [kept, count] of Object.entries(cacheTally())) served.inc({ kept }, count);
}

/** Everything a collector may know, in Prometheus' text format. A database that is away leaves the ledger's part out. */
export async function renderMetrics({ ctx, jobStats }: MetricsInput): Promise<string> {
  const own = new Registry();
  const define: Define = (name, help, labelNames = []) => new Gauge({ name, help, labelNames, registers: [own] });
  const numbers = await ledgerNumbers(ctx).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'the ledger could not be measured');
    return null;
  });
  define('megicai_ledger_readable', 'Whether this scrape could read the ledger').set(numbers ? 1 : 0);
  if (numbers) writeLedger(define, numbers);
  writeJobs(own, define, jobStats);
  writeCache(own);
  return `${await own.metrics()}\n${await processRegistry().metrics()}`;
}
