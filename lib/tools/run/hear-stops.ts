import type { Ctx } from '@/lib/context';
import type { LiveRun } from '@/lib/runs';

const STOPPED = `SELECT r.id::text AS id FROM jsonb_array_elements_text($1::jsonb) asked (id)
  JOIN runs r ON r.id = asked.id::uuid WHERE r.cancel_requested_at IS NOT NULL`;

/** Stops those of the runs for which a stop was noted in the database: the word of another instance alone ends nothing. */
export async function hearStops(ctx: Ctx, runs: readonly LiveRun[]): Promise<void> {
  const going = runs.filter(({ stopReason, result }) => stopReason === null && result === null);
  if (going.length === 0) return;
  const stopped = await ctx.db.sql<{ id: string }>(STOPPED, [JSON.stringify(going.map(({ id }) => id))]);
  for (const { id } of stopped) going.find((run) => run.id === id)?.stop('cancelled');
}
