import { requireSession, type Verb } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { isWhole, recordBeat, watchedMs } from './beats';
import { checkToken } from './check-token';
import type { ProgressInput } from './schema';
import { sessionEnded, sessionExpired } from './session-over';
import type { AdProgress } from './types';

/**
 * One heartbeat: counts the time since the last one by the server's clock, as far as the player moved and was visible.
 * One round trip to the store of counts; to the database where there is none, and when something may not wait.
 * @throws AppError not_found, ad_expired, conflict for a session that has ended, rate_limited above four beats a second
 */
export const reportProgress: Verb<ProgressInput, AdProgress> = async ({ ctx, input }) => {
  const { userId } = requireSession(ctx.actor);
  const { sessionId, token, viewId, positionSeconds, visible, event = null } = input;
  checkToken(ctx, sessionId, token);
  if (!isUuid(viewId)) throw notFound('ad view');
  const positionMs = Math.round(positionSeconds * 1000);
  const nowMs = ctx.clock.now().getTime();
  const counted = await recordBeat(ctx, { sessionId, userId, viewId, positionMs, visible, event, nowMs });
  switch (counted.outcome) {
    case 'counted': {
      const { count } = counted;
      const view = count.views[viewId];
      return {
        watchedSeconds: watchedMs(count) / 1000,
        requiredSeconds: count.requiredSeconds,
        viewSeconds: (view?.watchedMs ?? 0) / 1000,
        viewComplete: view !== undefined && isWhole(view),
      };
    }
    case 'unknown':
      throw notFound('ad session');
    case 'expired':
      throw sessionExpired();
    case 'ended':
      throw sessionEnded();
    case 'signed':
      throw new AppError('conflict', 'This network vouches for its views by itself.');
    case 'too_fast':
      throw new AppError('rate_limited', 'At most four beats a second.', { retryAfterSeconds: 1 });
  }
};
