import { AppError } from '@/lib/errors';
import type { LockedSession } from './locked-session';
import { sessionExpired } from './session-over';

/** Beats travel: this much may be missing of a whole session. */
const TOLERANCE_MS = 500;

function missing(seconds: number, detail: string): AppError {
  return new AppError('ad_not_watched', detail, { extra: { missingSeconds: seconds } });
}

/**
 * Whether nothing is missing of a session: the counted time and the time on the wall, and of other companies' views their
 * network's word. Views that are vouched for by signature have no time of ours.
 * @throws AppError ad_not_watched with `missingSeconds`
 */
function assertWatched(session: LockedSession, now: Date): void {
  const { tier, unconfirmedSeconds, startedAt, watchSeconds, watchedMs, vouchedMs } = session;
  const unconfirmed = () => missing(unconfirmedSeconds, 'The ad network has not confirmed every part of this ad.');
  if (tier === 'signed' && unconfirmedSeconds > 0) throw unconfirmed();
  // Neither may the counted time be short, nor the time on the wall since the first beat. That holds for every tier: a view
  // that another network's script has granted is not vouched for because the session went on with one that signs.
  const wallMs = startedAt ? now.getTime() - startedAt.getTime() : 0;
  const missingMs = watchSeconds * 1000 - vouchedMs - Math.min(watchedMs, wallMs);
  if (missingMs > TOLERANCE_MS) {
    const seconds = Math.ceil(missingMs / 1000);
    throw missing(seconds, `Watch ${seconds} more seconds.`);
  }
  if (unconfirmedSeconds > 0) throw unconfirmed();
}

/** Whether a session that nobody has claimed may be, but for the caps of the day. @throws AppError ad_expired, ad_not_watched */
export function assertDue(session: LockedSession, now: Date): void {
  if (session.state !== 'active' || session.expiresAt <= now) throw sessionExpired();
  assertWatched(session, now);
}
