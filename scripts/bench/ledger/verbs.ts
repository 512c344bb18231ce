import { performance } from 'node:perf_hooks';
import { systemClock } from '@/lib/clock';
import type { Actor, Ctx } from '@/lib/context';
import { reserve, settle } from '@/lib/credits';
import type { Db } from '@/lib/db';
import { systemIds } from '@/lib/ids';
import { USE_MICRO, userId } from './population';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A context as the verbs of the ledger use it; nothing else of a hub is open here. */
export function ctxOver(db: Db, actor: Actor): Ctx {
  const instanceId = 'b0b0b0b0-0000-7000-8000-000000000000';
  return { actor, db, clock: systemClock, ids: systemIds, log, instanceId, requestId: 'bench' } as unknown as Ctx;
}

export const person = (n: number): Actor => ({
  type: 'user',
  userId: userId(n),
  sessionId: 'bench',
  role: 'user',
  plan: 'free',
});

/** One use: two round trips. Answers whether both did what they should. */
export async function useOnce(db: Db, n: number): Promise<boolean> {
  const ctx = ctxOver(db, person(n));
  const holdId = systemIds.uuid();
  const deadlineAt = new Date(Date.now() + 600_000);
  const ref = { type: 'prompt', id: holdId } as const;
  const held = await reserve({ ctx, input: { holdId, amountMicro: USE_MICRO, ref, deadlineAt } });
  if (held.outcome !== 'held') return false;
  const settled = await settle({ ctx, input: { holdId, captureMicro: USE_MICRO } });
  return settled.outcome === 'settled';
}

/** Uses per second through the verbs, `inFlight` at once, each of a user by chance. @throws Error when one went wrong. */
export async function usesPerSecond(db: Db, users: number, inFlight: number, seconds: number): Promise<number> {
  let done = 0;
  const from = performance.now();
  const until = from + seconds * 1_000;
  const lane = async () => {
    while (performance.now() < until) {
      const fine = await useOnce(db, 1 + Math.floor(Math.random() * users));
      if (!fine) throw new Error('A use was not held and settled.');
      done++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return done / ((performance.now() - from) / 1_000);
}
