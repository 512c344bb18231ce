import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Actor, Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import type { Db, Sql } from '@/lib/db';
import { canonicalJson, sha256 } from '@/lib/ids';
import { createMemoryKv } from '@/lib/redis';
import { createFileStore, createLiveRuns, type RunPart, type RunView } from '@/lib/runs';
import { settingsSchema, type Settings } from '@/lib/settings';
import { awaitRun, execute, runRequestSchema, type Execution, type OfferAd } from '@/lib/tools';
import { ledgerWorld, type LedgerWorld } from './ledger-world';
import { scriptedAi, type ScriptedAi } from './scripted-ai';

export interface RunWorld extends LedgerWorld {
  ai: ScriptedAi;
  /** Round trips through the driver so far. */
  trips(): number;
  ctxOf(userId: string, change?: Partial<Ctx>): Ctx;
  system(change?: Partial<Ctx>): Ctx;
  configure(tree: object): void;
  /** A user with so many credits. */
  userWith(credits: number): Promise<string>;
  start(ctx: Ctx, request?: object, options?: { key?: string; offerAd?: OfferAd }): Promise<Execution>;
  /** Starts and waits for the end; throws as the route would. */
  run(ctx: Ctx, request?: object, options?: { key?: string; offerAd?: OfferAd }): Promise<RunView>;
  available(userId: string): Promise<number>;
  /** Removes the stored files; the database belongs to whoever opened it. */
  close(): Promise<void>;
}

export const REQUEST = { toolId: 'text-generation', input: { prompt: 'Say something.' } };

/** Collects a stream to its end. */
export async function partsOf(parts: AsyncGenerator<RunPart, void, void>): Promise<RunPart[]> {
  const all: RunPart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

export function textOf(parts: readonly RunPart[]): string {
  return parts.map(({ chunk }) => (chunk?.type === 'text-delta' ? chunk.delta : '')).join('');
}

/** Tools and runs on `db`, with a scripted model and a clock moved by hand. */
export async function runWorld(db: Db): Promise<RunWorld> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'run-files-'));
  let trips = 0;
  const sql: Sql = (text, values, sending) => {
    trips++;
    return db.sql(text, values, sending);
  };
  const counted: Db = { ...db, sql };
  const ledger = ledgerWorld(db);
  const live = createLiveRuns();
  const files = createFileStore(folder);
  let settings: Settings = settingsSchema.parse({});
  const base = ledger.ctx();
  const ai = scriptedAi();
  const kv = createMemoryKv();
  const make = (actor: Actor, change: Partial<Ctx> = {}): Ctx => ({
    ...base,
    ...{ actor, ai, live, files, kv, db: counted },
    settings: { ...base.settings, current: () => settings },
    ...change,
  });
  const world: RunWorld = {
    ...ledger,
    ai,
    trips: () => trips,
    ctxOf: (userId, change) => make(ledger.person(userId), change),
    system: (change) => make({ type: 'system', job: 'test' }, change),
    configure: (tree) => {
      settings = settingsSchema.parse(tree);
    },
    userWith: async (credits) => {
      const userId = await ledger.newUser();
      if (credits > 0) await ledger.give(userId, credits);
      return userId;
    },
    start: (ctx, request = REQUEST, { key = randomUUID(), offerAd } = {}) => {
      const input = runRequestSchema.parse(request);
      return execute({ ctx, input, idempotencyKey: key, requestHash: sha256(canonicalJson(input)), offerAd });
    },
    run: async (ctx, request, options) => awaitRun({ ctx, input: await world.start(ctx, request, options) }),
    available: async (userId) => (await getCredits({ ctx: make(ledger.person(userId)), input: {} })).available,
    close: () => rm(folder, { recursive: true, force: true }),
  };
  return world;
}
