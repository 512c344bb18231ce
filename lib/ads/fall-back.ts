import { requireSession, withCtx, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { forgetBeats, settleBeats } from './beats';
import { checkToken } from './check-token';
import { lockSession, type LockedSession } from './locked-session';
import { networkById, type AdNetwork } from './networks';
import type { FallbackInput } from './schema';
import { sessionEnded, sessionExpired } from './session-over';
import { findActive, toSessionView } from './session-row';
import type { AdSessionView, Place } from './types';
import { waterfall } from './yield/waterfall';

const TRIED = `SELECT s.place, array(SELECT f.network FROM ad_fallbacks f WHERE f.session_id = s.id) AS tried
  FROM ad_sessions s WHERE s.id = $1::uuid`;

/** The next network that this session has not tried; house ads end every list. */
async function nextNetwork(ctx: Ctx, session: LockedSession): Promise<AdNetwork> {
  const [row] = await ctx.db.sql<{ place: Place; tried: string[] }>(TRIED, [session.id]);
  const { place, tried } = row ?? { place: 'inline', tried: [] };
  const list = await waterfall(ctx, { ...session, place });
  return list.find(({ id }) => !tried.includes(id)) ?? networkById('house');
}

async function moveOn(ctx: Ctx, userId: string, { sessionId, reason }: FallbackInput): Promise<void> {
  const session = await lockSession(ctx, sessionId, userId);
  const now = ctx.clock.now();
  if (session.state !== 'active') throw sessionEnded();
  if (session.expiresAt <= now) throw sessionExpired();
  if (session.network === 'house') return;
  await ctx.db.sql(
    `INSERT INTO ad_fallbacks AS f (id, session_id, network, reason, created_at)
     VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz)
     ON CONFLICT (session_id, network) DO UPDATE SET reason = excluded.reason, created_at = excluded.created_at
       WHERE f.reason = 'closed' RETURNING id`,
    [ctx.ids.uuid(), session.id, session.network, reason, now],
  );
  // An ad that was closed may be opened again: the session stays with its network.
  if (reason === 'closed') return;
  const next = await nextNetwork(ctx, session);
  await ctx.db.sql(
    `WITH moved AS (
       UPDATE ad_views SET network = $2::text
       WHERE session_id = $1::uuid AND granted_at IS NULL AND completed_at IS NULL RETURNING id)
     UPDATE ad_sessions SET network = $2::text, tier = $3::text, beat_epoch = beat_epoch + 1 WHERE id = $1::uuid RETURNING id`,
    [session.id, next.id, next.tier],
  );
}

/**
 * The session goes on with the next network when one has nothing to show, is blocked or fails: what was watched stays
 * watched. Ads of the house cannot fail, so every session comes to its end.
 * @returns the session as it stands now
 * @throws AppError not_found, conflict for a session that has ended, ad_expired
 */
export async function fallBack({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: FallbackInput;
}): Promise<{ session: AdSessionView }> {
  const { userId } = requireSession(ctx.actor);
  checkToken(ctx, input.sessionId, input.token);
  await settleBeats(ctx, input.sessionId);
  await ctx.db.transaction((tx) => moveOn(withCtx(ctx, { db: tx }), userId, input));
  await forgetBeats(ctx, input.sessionId);
  const row = await findActive(ctx, userId);
  if (row?.id !== input.sessionId) throw notFound('ad session');
  return { session: toSessionView(ctx, row) };
}
