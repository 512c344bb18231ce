import { requireAdmin, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';

/** Jobs of the hub, or an operator. */
export function requireReviewer(ctx: Ctx): void {
  if (ctx.actor.type !== 'system') requireAdmin(ctx.actor);
}

export interface Waiting<Due> {
  /** How many are found in one query, and may fail before the rest is left to the next turn. */
  atOnce: number;
  find(except: string[]): Promise<Due[]>;
  settle(due: Due): Promise<void>;
}

/** Settles all that is due, each by itself; what cannot be settled now stands in nobody's way. For jobs. */
export async function settleEach<Due extends { id: string }>(
  ctx: Ctx,
  { atOnce, find, settle }: Waiting<Due>,
): Promise<void> {
  if (ctx.actor.type !== 'system') throw new AppError('forbidden', 'This is for the server itself.');
  const failed: string[] = [];
  for (let left = true; left;) {
    const due = await find(failed);
    left = due.length === atOnce && failed.length < atOnce;
    for (const one of due) {
      try {
        await settle(one);
      } catch (error) {
        failed.push(one.id);
        // An operator or another process was first; or one row is wrong, which must not stop the others.
        if (!(error instanceof AppError && error.code === 'conflict'))
          ctx.log.error({ err: error, id: one.id }, 'what was held could not be settled');
      }
    }
  }
}
