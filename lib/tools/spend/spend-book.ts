import type { Model } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import type { CostShares } from './store-shares';

/** How old the reading may be while runs go on; it is renewed beside them. */
const LOOK_MS = 30_000;
/** Older than this, and a run waits for a new one. */
const STALE_MS = 120_000;
/** Runs that ended longer ago are in the table for certain, and are not read again. */
const SETTLED_MS = 120_000;
const NANO_PER_USD = 1_000_000_000;

/** Cached runs cost nothing, and are never read. A share of another provider is no part of what the run's own has charged. */
const SPENT = `SELECT provider, finished_at < $2::timestamptz AS settled, sum(cost)::text AS cost FROM (
    SELECT provider, finished_at, cost_nano_usd AS cost FROM runs
      WHERE finished_at >= $1::timestamptz AND cost_nano_usd > 0 AND provider IS NOT NULL
    UNION ALL
    SELECT provider, finished_at, cost_nano_usd FROM run_cost_shares WHERE finished_at >= $1::timestamptz
    UNION ALL
    SELECT r.provider, s.finished_at, -s.cost_nano_usd FROM run_cost_shares s JOIN runs r ON r.id = s.run_id
      WHERE s.finished_at >= $1::timestamptz AND r.cost_nano_usd > 0) charged
  GROUP BY 1, 2`;

type Sums = Map<string, bigint>;
type Reading = Pick<Ctx, 'db' | 'clock' | 'log'>;

const add = (sums: Sums, provider: string, nano: bigint) => sums.set(provider, (sums.get(provider) ?? 0n) + nano);

/** What each provider has charged us in this UTC day, in billionths of a US dollar, and what runs under way may add. */
export class SpendBook {
  private day = '';
  /** Runs that ended before `readToMs`, those since, and those of this process that the last look cannot have seen. */
  private settled: Sums = new Map();
  private recent: Sums = new Map();
  private own: Sums = new Map();
  private readonly held: Sums = new Map();
  private readToMs = 0;
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private looking: { day: string; done: Promise<void> } | undefined;

  /** Resolves once the day's spend is known well enough; at once where a look was taken lately. */
  ready(from: Reading): Promise<void> | undefined {
    const nowMs = from.clock.now().getTime();
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const ageMs = day === this.day ? nowMs - this.lookedAtMs : Number.POSITIVE_INFINITY;
    if (ageMs < LOOK_MS) return undefined;
    // A look of yesterday that is still under way says nothing about today.
    if (this.looking?.day !== day) {
      const looking = {
        day,
        done: this.look(from, day, nowMs).finally(() => this.looking === looking && (this.looking = undefined)),
      };
      this.looking = looking;
    }
    return ageMs < STALE_MS ? undefined : this.looking.done;
  }

  private async look({ db, log }: Reading, day: string, nowMs: number): Promise<void> {
    if (day !== this.day) {
      this.day = day;
      this.settled = new Map();
      this.recent = new Map();
      this.own = new Map();
      this.readToMs = Date.parse(`${day}T00:00:00Z`);
      this.lookedAtMs = Number.NEGATIVE_INFINITY;
    }
    const readToMs = Math.max(this.readToMs, nowMs - SETTLED_MS);
    const before = new Map(this.own);
    try {
      const rows = await db.sql<{ provider: string; settled: boolean; cost: string }>(SPENT, [
        new Date(this.readToMs),
        new Date(readToMs),
      ]);
      if (day !== this.day) return;
      const recent: Sums = new Map();
      for (const { provider, settled, cost } of rows) add(settled ? this.settled : recent, provider, BigInt(cost));
      this.recent = recent;
      // What was stored before we looked is in the table now.
      for (const [provider, nano] of before) add(this.own, provider, -nano);
      this.readToMs = readToMs;
      this.lookedAtMs = nowMs;
    } catch (error) {
      // Nothing is forgotten: what was known still counts, and a day of which nothing is known stays closed.
      log.warn({ err: error }, 'what providers charged us today could not be read');
    }
  }

  /** Whether the provider has used up its day. A day that could not be read counts as used up. */
  isSpent(provider: string, capUsd: number): boolean {
    if (this.lookedAtMs === Number.NEGATIVE_INFINITY) return true;
    const sums = [this.settled, this.recent, this.own, this.held];
    const nano = sums.reduce((sum, part) => sum + (part.get(provider) ?? 0n), 0n);
    return nano >= BigInt(Math.round(capUsd * NANO_PER_USD));
  }

  hold({ provider }: Model, nano: bigint): void {
    add(this.held, provider, nano);
  }

  /** Takes back what was held and writes down what was stored. */
  settle(held: CostShares, paid: CostShares): void {
    for (const [holder, nano] of held) add(this.held, holder, -nano);
    for (const [provider, nano] of paid) add(this.own, provider, nano);
  }
}
