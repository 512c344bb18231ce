import { requireSession, withCtx, type Ctx, type UserActor } from '@/lib/context';
import { getCredits, grant, withIdempotency } from '@/lib/credits';
import { AppError, notFound } from '@/lib/errors';
import { emit } from '@/lib/events';
import { microToCredits } from '@/lib/format';
import { creditExpiry } from '@/lib/settings';
import { canonicalJson, sha256 } from '@/lib/ids';
import { assertCaps, earnedToday } from './caps';
import { checkToken } from './check-token';
import type { ClaimInput } from './schema';
import type { AdClaim } from './types';

/** Beats travel: this much may be missing of a whole session. */
const TOLERANCE_MS = 500;

interface LockedSession {
  state: string;
  kind: string;
  watch_seconds: number;
  reward: string;
  expires_at: Date;
  watched_ms: number;
  started_at: Date | null;
  device: string | null;
  address: string | null;
}

/** The session under its row lock: claims of one session are strictly one after the other. */
async function lockSession(ctx: Ctx, sessionId: string, userId: string): Promise<LockedSession> {
  const [locked] = await ctx.db.sql<{ id: string }>(
    'SELECT id FROM ad_sessions WHERE id = $1::uuid AND user_id = $2::uuid FOR UPDATE',
    [sessionId, userId],
  );
  if (!locked) throw notFound('ad session');
  const [row] = await ctx.db.sql<LockedSession>(
    `SELECT s.state, s.kind, s.watch_seconds, s.reward_micro::text AS reward, s.expires_at, s.device, s.address,
       coalesce(sum(v.watched_ms), 0)::integer AS watched_ms, min(v.started_at) AS started_at
     FROM ad_sessions s LEFT JOIN ad_views v ON v.session_id = s.id WHERE s.id = $1::uuid GROUP BY s.id`,
    [sessionId],
  );
  if (!row) throw notFound('ad session');
  return row;
}

/** Users who share a device or an address take turns, so that together they cannot pass its cap. */
async function lockSharedCaps(ctx: Ctx): Promise<void> {
  for (const shared of [ctx.device && `device:${ctx.device}`, ctx.address && `address:${ctx.address}`]) {
    if (!shared) continue;
    await ctx.db.sql('SELECT 1 AS locked FROM (SELECT pg_advisory_xact_lock(hashtextextended($1::text, 7))) AS taken', [
      shared,
    ]);
  }
}

function assertWatched(session: LockedSession, now: Date): void {
  const requiredMs = session.watch_seconds * 1000;
  // Neither may the counted time be short, nor the time on the wall since the first beat.
  const wallMs = session.started_at ? now.getTime() - session.started_at.getTime() : 0;
  const missingMs = requiredMs - Math.min(session.watched_ms, wallMs);
  if (missingMs <= TOLERANCE_MS) return;
  const missingSeconds = Math.ceil(missingMs / 1000);
  throw new AppError('ad_not_watched', `Watch ${missingSeconds} more seconds.`, { extra: { missingSeconds } });
}

async function pay(ctx: Ctx, actor: UserActor, sessionId: string, session: LockedSession): Promise<bigint> {
  const now = ctx.clock.now();
  await ctx.db.sql(
    `UPDATE ad_sessions SET state = 'claimed', claimed_at = $2::timestamptz, device = $3::text, address = $4::text
     WHERE id = $1::uuid RETURNING id`,
    [sessionId, now, ctx.device, ctx.address],
  );
  const { availableMicro } = await grant({
    ctx: withCtx(ctx, { actor: { type: 'system', job: 'ad-claim' } }),
    input: {
      userId: actor.userId,
      source: 'ad',
      amountMicro: BigInt(session.reward),
      expiresAt: creditExpiry(ctx.settings.current(), 'ad', now),
      externalSource: 'ad',
      externalId: sessionId,
      ref: { type: 'ad', id: sessionId },
      reason: session.kind,
    },
  });
  await emit(ctx, {
    type: 'ad.claimed',
    userId: actor.userId,
    data: { sessionId, kind: session.kind, rewardMicro: session.reward },
  });
  return availableMicro;
}

/** Inside one transaction: lock, judge, pay. */
async function claimOnce(ctx: Ctx, actor: UserActor, { sessionId, token }: ClaimInput): Promise<AdClaim> {
  checkToken(ctx, sessionId, token);
  const session = await lockSession(ctx, sessionId, actor.userId);
  const reward = microToCredits(BigInt(session.reward));
  if (session.state === 'claimed') {
    const { available } = await getCredits({ ctx, input: {} });
    return { reward, available, repeated: true };
  }
  const now = ctx.clock.now();
  if (session.state !== 'active' || session.expires_at <= now) {
    throw new AppError('ad_expired', 'This ad session has run out. Start a new one.');
  }
  assertWatched(session, now);
  // A claim that hides where it comes from counts for where the session was started.
  const placed = withCtx(ctx, { device: ctx.device ?? session.device, address: ctx.address ?? session.address });
  await lockSharedCaps(placed);
  assertCaps(placed, await earnedToday(ctx.db, placed, actor.userId), BigInt(session.reward));
  const availableMicro = await pay(placed, actor, sessionId, session);
  return { reward, available: microToCredits(availableMicro), repeated: false };
}

/**
 * Pays a watched session, once, whoever repeats the call: mark, credit and record are one transaction.
 * @throws AppError ad_not_watched with missingSeconds, ad_expired, cap_reached, not_found, idempotency_mismatch
 */
export async function claimAd({
  ctx,
  input,
  idempotencyKey,
}: {
  ctx: Ctx;
  input: ClaimInput;
  idempotencyKey?: string;
}): Promise<AdClaim> {
  const actor = requireSession(ctx.actor);
  const requestHash = sha256(canonicalJson(input));
  const { result, repeated } = await withIdempotency<{ reward: number; available: number; repeated: boolean }>(
    {
      ctx,
      scope: `user:${actor.userId}:ads-claim`,
      // Without a key the input is one: a repeat meets its record, and a forged token none.
      key: idempotencyKey ?? `input-${requestHash}`,
      requestHash,
    },
    async (tx) => ({ ...(await claimOnce(tx, actor, input)) }),
  );
  return { ...result, repeated: repeated || result.repeated };
}
