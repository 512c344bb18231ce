import { collectRoyalties } from '@/lib/credits';
import type { Db } from '@/lib/db';
import { DAY_MS, ledgerWorld, type LedgerWorld } from './ledger-world';
import { send, type OnHalf } from './storm-command';
import { stormId, type StormPlan } from './storm-plan';

/** Days that pass while a storm goes on, so that lots run out in it. */
const STORM_DAYS = 40;
const STORM_BEGINS = new Date('2026-03-10T12:00:00.000Z');
/** Sendings of one command: each may meet a fault, but not for ever. */
const PATIENCE = 40;

export interface StormOptions {
  /** Commands of one user that are under way at once. */
  lanes: number;
  /** What earlier lives of this storm were told, by the command's index. */
  told?: Map<number, string>;
  onTold?: (index: number, outcome: string) => void;
  /** A sending got no answer. */
  onFailure?: (name: string) => void;
  onHalf?: OnHalf;
}

export interface StormResult {
  world: LedgerWorld;
  /** What the clients were told in the end, by the command's index. */
  told: Map<number, string>;
  /** Sendings beyond the first, because no answer had come. */
  resent: number;
  /** What clients saw instead of an answer, and how often. */
  failures: Map<string, number>;
}

function nameOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return '';
  const { code, originalCode, kind, cause, meta, driverAdapterError } = error as Record<string, unknown>;
  const own = [originalCode, kind === 'postgres' ? undefined : kind, code].find((name) => typeof name === 'string');
  const inner = [meta, driverAdapterError, cause].map((part) => nameOf(part, depth + 1)).find((name) => name !== '');
  return inner ?? String(own ?? '');
}

/** Users with empty wallets, named by the seed; those of an earlier life stay. */
export async function makeStormUsers(db: Db, plan: StormPlan): Promise<void> {
  for (let index = 0; index < plan.users; index++) {
    const id = stormId(plan.seed, 'user', index);
    await db.sql(
      `WITH u AS (INSERT INTO users (id, email, email_normalized, referral_code)
         VALUES ($1::uuid, $2::text, $2::text, $3::text) ON CONFLICT DO NOTHING RETURNING id)
       INSERT INTO credit_wallets (user_id) SELECT id FROM u RETURNING user_id`,
      [id, `${id}@example.test`, id],
    );
  }
}

class Storm {
  readonly world: LedgerWorld;
  readonly told: Map<number, string>;
  readonly failures = new Map<string, number>();
  resent = 0;

  constructor(
    db: Db,
    private readonly plan: StormPlan,
    private readonly options: StormOptions,
  ) {
    this.world = ledgerWorld(db);
    this.told = options.told ?? new Map<number, string>();
    this.passTime();
  }

  private passTime(): void {
    const passed = (this.told.size * STORM_DAYS * DAY_MS) / this.plan.commands.length;
    this.world.clock.set(new Date(STORM_BEGINS.getTime() + Math.floor(passed)));
  }

  /** As a client does that wants to know: the same command under the same key until an answer comes. */
  async untilAnswered(index: number): Promise<void> {
    const command = this.plan.commands[index]!;
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await send(this.world.ctx(), this.plan.seed, command, this.options.onHalf);
        this.options.onTold?.(index, outcome);
        this.told.set(index, outcome);
        this.passTime();
        return;
      } catch (error) {
        const name = nameOf(error) || 'no answer';
        this.failures.set(name, (this.failures.get(name) ?? 0) + 1);
        this.options.onFailure?.(name);
        if (attempt >= PATIENCE) {
          throw new Error(`seed ${this.plan.seed}: command ${index} (${JSON.stringify(command)}) never got an answer`, {
            cause: error,
          });
        }
        this.resent++;
        await new Promise((resolve) => setTimeout(resolve, Math.min(5 * attempt, 50)));
      }
    }
  }

  /** One person with several tabs: each takes the next command as soon as its last one is answered. */
  async live(user: number): Promise<void> {
    const mine: number[] = [];
    for (let index = user; index < this.plan.commands.length; index += this.plan.users) {
      if (!this.told.has(index)) mine.push(index);
    }
    const lane = async () => {
      for (let index = mine.shift(); index !== undefined; index = mine.shift()) await this.untilAnswered(index);
    };
    await Promise.all(Array.from({ length: this.options.lanes }, lane));
  }
}

/** Lets all users live through the plan at once. */
export async function runStorm(db: Db, plan: StormPlan, options: StormOptions): Promise<StormResult> {
  const storm = new Storm(db, plan, options);
  await Promise.all(Array.from({ length: plan.users }, (_, user) => storm.live(user)));
  return storm;
}

/** After the storm: what is still on its way to authors arrives. */
export async function calmDown(world: LedgerWorld): Promise<void> {
  while ((await collectRoyalties({ ctx: world.ctx(), input: {} })).authors > 0);
}
