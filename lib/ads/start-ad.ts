import { requireSession, type Ctx, type UserActor } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { creditsToMicro } from '@/lib/format';
import { assertCaps, assertCooldown, earnedToday } from './caps';
import { creativesOf } from './house-creatives';
import type { StartAdInput } from './schema';
import { findActive, toSessionView } from './session-row';
import type { AdSessionView } from './types';

/** Room for pauses: three times the watch time and ten minutes, within a day. */
function expiryOf(now: Date, watchSeconds: number): Date {
  return new Date(now.getTime() + Math.min(watchSeconds * 3 + 600, 86_400) * 1000);
}

/** Another creative each time, without keeping a list: by how many sessions of this kind there were. */
async function nextCreative(ctx: Ctx, userId: string, kind: StartAdInput['kind']): Promise<string> {
  const creatives = creativesOf(kind);
  const seen = await ctx.db.prisma.adSession.count({ where: { userId, kind } });
  const creative = creatives[seen % creatives.length];
  if (!creative) throw new Error(`there is no house creative of kind ${kind}`);
  return creative.id;
}

/** True when this call made the session; false when another was first (two tabs at once). */
async function insertSession(ctx: Ctx, actor: UserActor, kind: StartAdInput['kind']): Promise<boolean> {
  const rule = ctx.settings.current().ads[kind];
  const now = ctx.clock.now();
  const id = ctx.ids.uuid();
  const creativeId = await nextCreative(ctx, actor.userId, kind);
  // One statement: the session and its view stand together or not at all.
  const rows = await ctx.db.sql<{ id: string }>(
    `WITH made AS (
       INSERT INTO ad_sessions (id, user_id, kind, network, watch_seconds, reward_micro, device, address, created_at, expires_at)
       VALUES ($1::uuid, $2::uuid, $3::text, 'house', $4::integer, $5::bigint, $6::text, $7::text, $8::timestamptz, $9::timestamptz)
       ON CONFLICT (user_id) WHERE state = 'active' DO NOTHING RETURNING id)
     INSERT INTO ad_views (id, session_id, seq, seconds, creative_id)
     SELECT $10::uuid, id, 1, $4::integer, $11::text FROM made RETURNING id`,
    [
      id,
      actor.userId,
      kind,
      rule.watchSeconds,
      creditsToMicro(rule.reward),
      ctx.device,
      ctx.address,
      now,
      expiryOf(now, rule.watchSeconds),
      ctx.ids.uuid(),
      creativeId,
    ],
  );
  return rows.length > 0;
}

/**
 * Opens an ad session, or finds the one that is under way: one at a time, across tabs and devices. Its seconds and reward
 * are those of the rule table now; later changes of the rules do not touch it.
 * @throws AppError forbidden for premium accounts, cap_reached (with retryAfterSeconds) by the daily caps and the cool-down
 */
export async function startAd({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: StartAdInput;
}): Promise<{ session: AdSessionView; created: boolean }> {
  const actor = requireSession(ctx.actor);
  if (actor.plan === 'premium') throw new AppError('forbidden', 'Premium accounts watch no ads.');
  const now = ctx.clock.now();
  const active = await findActive(ctx.db, actor.userId, now);
  if (active) return { session: toSessionView(ctx, active), created: false };

  const earned = await earnedToday(ctx.db, ctx, actor.userId);
  assertCaps(ctx, earned, creditsToMicro(ctx.settings.current().ads[input.kind].reward));
  assertCooldown(ctx, earned.lastClaimAt);
  await ctx.db.prisma.adSession.updateMany({
    where: { userId: actor.userId, state: 'active', expiresAt: { lte: now } },
    data: { state: 'expired' },
  });
  const created = await insertSession(ctx, actor, input.kind);
  const row = await findActive(ctx.db, actor.userId, now);
  if (!row) throw new AppError('conflict', 'Another ad session has just ended. Start again.');
  return { session: toSessionView(ctx, row), created };
}
