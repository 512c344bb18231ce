import { requireSession, type Verb } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { checkToken } from './check-token';
import type { ProgressInput } from './schema';
import type { AdProgress } from './types';

interface ProgressAnswer {
  outcome: 'counted' | 'unknown' | 'ended' | 'expired' | 'too_fast';
  watchedMs?: number;
  requiredSeconds?: number;
}

/**
 * One heartbeat: counts the time since the last one by the server's clock, as far as the player moved and was visible.
 * One round trip.
 * @throws AppError not_found, ad_expired, conflict for a session that has ended, rate_limited above four beats a second
 */
export const reportProgress: Verb<ProgressInput, AdProgress> = async ({ ctx, input }) => {
  const actor = requireSession(ctx.actor);
  checkToken(ctx, input.sessionId, input.token);
  if (!isUuid(input.viewId)) throw notFound('ad view');
  const [row] = await ctx.db.sql<{ answer: ProgressAnswer }>(
    'SELECT ad_progress($1::uuid, $2::uuid, $3::uuid, $4::integer, $5::boolean, $6::timestamptz) AS answer',
    [
      input.sessionId,
      actor.userId,
      input.viewId,
      Math.round(input.positionSeconds * 1000),
      input.visible,
      ctx.clock.now(),
    ],
  );
  const answer = row?.answer;
  switch (answer?.outcome) {
    case 'counted':
      return { watchedSeconds: (answer.watchedMs ?? 0) / 1000, requiredSeconds: answer.requiredSeconds ?? 0 };
    case 'unknown':
      throw notFound('ad session');
    case 'expired':
      throw new AppError('ad_expired', 'This ad session has run out. Start a new one.');
    case 'ended':
      throw new AppError('conflict', 'This ad session has ended.');
    case 'too_fast':
      throw new AppError('rate_limited', 'At most four beats a second.', { retryAfterSeconds: 1 });
    case undefined:
      throw new Error('ad_progress gave no answer');
  }
};
