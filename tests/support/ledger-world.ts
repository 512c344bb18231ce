import { randomUUID } from 'node:crypto';
import type { Actor, Ctx, Log } from '@/lib/context';
import { grant, verifyLedger, type LedgerReport, type LotSource } from '@/lib/credits';
import type { Db } from '@/lib/db';
import { parseEnv } from '@/lib/env';
import { NOT_ASKED } from '@/lib/format';
import { systemIds } from '@/lib/ids';
import { settingsSchema } from '@/lib/settings';
import { plannedOnce } from './planned-once';

/** A part of the context that the ledger must never touch: whoever reaches for it is told so. */
function untouched<Part extends object>(name: string): Part {
  return new Proxy({} as Part, {
    get: (_target, member) => {
      throw new Error(`the ledger reached for ctx.${name}.${String(member)}`);
    },
  });
}

/** A clock that stands until it is moved. */
export interface HandClock {
  now(): Date;
  advance(ms: number): void;
  set(moment: Date): void;
}

export const DAY_MS = 86_400_000;

export function handClock(start = new Date('2026-03-10T12:00:00.000Z')): HandClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
    set: (moment) => {
      at = moment.getTime();
    },
  };
}

export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error';
  message: string;
}

export interface LedgerWorld {
  db: Db;
  clock: HandClock;
  lines: LogLine[];
  /** The hub itself, unless another actor is named. */
  ctx(actor?: Actor): Ctx;
  person(userId: string): Actor;
  operator(userId: string): Actor;
  /** A new user with an empty wallet, made as an account room would. */
  newUser(): Promise<string>;
  give(
    userId: string,
    credits: number,
    options?: { source?: LotSource; expiresAt?: Date | null; externalId?: string },
  ): Promise<void>;
  verify(): Promise<LedgerReport>;
}

/** A ledger on `db` with a clock that is moved by hand. */
export function ledgerWorld(db: Db, clock = handClock()): LedgerWorld {
  const instanceId = randomUUID();
  const lines: LogLine[] = [];
  const line = (level: LogLine['level']) => (_fields: object, message: string) => void lines.push({ level, message });
  const log: Log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
  const defaults = settingsSchema.parse({});
  const adAccounts = parseEnv({});
  const checked = { ...db, sql: plannedOnce(db) };
  const ctx = (actor: Actor = { type: 'system', job: 'test' }): Ctx => ({
    actor,
    db,
    clock,
    log,
    instanceId,
    ids: systemIds,
    kv: untouched<Ctx['kv']>('kv'),
    ai: untouched<Ctx['ai']>('ai'),
    files: untouched<Ctx['files']>('files'),
    live: untouched<Ctx['live']>('live'),
    settings: { ...untouched<Ctx['settings']>('settings'), current: () => defaults },
    sign: () => 'unsigned',
    requestId: 'test-request',
    address: null,
    device: null,
    country: null,
    consent: NOT_ASKED,
    adAccounts,
  });
  const person = (userId: string, role: 'user' | 'admin' = 'user'): Actor => ({
    type: 'user',
    userId,
    role,
    sessionId: randomUUID(),
    plan: 'free',
  });
  return {
    db,
    clock,
    lines,
    ctx,
    person: (userId) => person(userId),
    operator: (userId) => person(userId, 'admin'),
    newUser: async () => {
      const id = randomUUID();
      await db.sql(
        `WITH u AS (INSERT INTO users (id, email, email_normalized, referral_code) VALUES ($1::uuid, $2::text, $2::text, $3::text) RETURNING id)
         INSERT INTO credit_wallets (user_id) SELECT id FROM u RETURNING user_id`,
        [id, `${id}@example.test`, id],
      );
      return id;
    },
    give: async (userId, credits, { source = 'ad', expiresAt = null, externalId = randomUUID() } = {}) => {
      await grant({
        ctx: ctx(),
        input: {
          userId,
          source,
          expiresAt,
          externalId,
          amountMicro: BigInt(Math.round(credits * 1e6)),
          externalSource: 'test',
          ref: { type: 'ad', id: externalId },
        },
      });
    },
    verify: () => verifyLedger({ ctx: { ...ctx(), db: checked }, input: {} }),
  };
}

/** The last millisecond of a moment's UTC day; Infinity never ends. */
export function endOfDay(moment: number): number {
  return Number.isFinite(moment) ? Math.floor(moment / DAY_MS) * DAY_MS + DAY_MS - 1 : moment;
}
