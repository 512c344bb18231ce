import { AppError } from '@/lib/errors';
import type { Actor } from './actor';
import type { Ctx } from './context';

/** How long a session lives without use. */
export const SESSION_IDLE_MS = 14 * 86_400_000;

const STALE = Symbol.for('megicai.staleSession');

/** Said to a client only when a second, fresh look finds nobody either. */
export function staleSession(): AppError {
  return Object.assign(new AppError('unauthenticated', 'Sign in to go on.'), { [STALE]: true });
}

export function isStaleSession(error: unknown): boolean {
  return error instanceof AppError && STALE in error;
}

/**
 * The values of `session_lives` for an actor that is only remembered, in its order; null for one that was looked up for
 * this call. A statement with that condition does nothing, and answers no row, where the memory no longer holds.
 */
export function stillLives(actor: Actor, ctx: Pick<Ctx, 'clock'>): (string | Date)[] | null {
  if (actor.type !== 'user' || !actor.remembered) return null;
  const now = ctx.clock.now();
  return [actor.sessionId, actor.userId, actor.role, actor.plan, now, new Date(now.getTime() - SESSION_IDLE_MS)];
}
