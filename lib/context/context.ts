import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db';
import type { Ai } from '@/lib/ai';
import type { AdAccounts } from '@/lib/env';
import type { AdConsent } from '@/lib/format';
import type { Ids } from '@/lib/ids';
import type { Kv } from '@/lib/redis';
import type { FileStore, LiveRuns } from '@/lib/runs';
import type { SettingsReader } from '@/lib/settings';
import type { Actor } from './actor';

/** Structured log lines; the private cause of a failure goes here and nowhere else. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What every verb receives beside its input: who asks, and the injected world. */
export interface Ctx {
  actor: Actor;
  db: Db;
  kv: Kv;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The operator's settings as they stand now. */
  settings: SettingsReader;
  ai: Ai;
  /** Bytes of stored files, by storage key. */
  files: FileStore;
  /** Runs that are under way in this process. */
  live: LiveRuns;
  /** A keyed signature (HMAC-SHA-256, base64url) that only this hub can make. */
  sign(text: string): string;
  requestId: string;
  /** This server process; owns the holds it opens. */
  instanceId: string;
  /** The caller's network address, as far as the proxy setting lets us know it. */
  address: string | null;
  /** An opaque id of the caller's browser, from a first-party cookie. */
  device: string | null;
  /** Two capital letters, as a trusted proxy has it. */
  country: string | null;
  /** What the visitor's browser says they answered about ads of other companies. */
  consent: AdConsent;
  /** The hub's accounts at ad networks; a network without one is off. */
  adAccounts: AdAccounts;
}

/** One signature for every use case. */
export type Verb<Input, Output> = (args: { ctx: Ctx; input: Input }) => Promise<Output>;

/** The same context inside a transaction, or for another actor. */
export function withCtx(ctx: Ctx, change: Partial<Ctx>): Ctx {
  return { ...ctx, ...change };
}
