import { runDelayed } from '@/lib/batches';
import type { Ctx } from '@/lib/context';
import { runWorld, type RunWorld } from './run-world';
import { ECONOMY, PICTURE, STANDARD } from './scripted-ai';
import { scriptedBatches, type ScriptedBatches } from './scripted-batches';
import { openTestDb } from './test-db';

/** What is asked of a batch that its provider may do within a day. */
export const DELAYED = { toolId: 'text-generation', delayed: true };

/** A world whose models have prices that batches are cheaper than. */
export async function delayedWorld(): Promise<RunWorld> {
  const world = await runWorld(await openTestDb());
  const priced = { ...STANDARD, cost: { inputPerMillionTokens: 2_000_000, outputPerMillionTokens: 4_000_000 } };
  world.ai.models = () => [priced, ECONOMY, PICTURE];
  return world;
}

/** A provider's desk for batches that nobody has been at. */
export function freshDesk(world: RunWorld): ScriptedBatches {
  const desk = scriptedBatches();
  world.ai.batches = desk;
  world.ai.calls.length = 0;
  return desk;
}

export async function ownerIn(world: RunWorld, credits: number): Promise<{ userId: string; ctx: Ctx }> {
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId) };
}

/** One turn of the background work, and the time until the next. */
export async function delayedTurn(world: RunWorld, seconds = 60): Promise<void> {
  await runDelayed({ ctx: world.system() });
  world.clock.advance(seconds * 1_000);
}
