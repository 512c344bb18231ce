import { withCtx, type Ctx } from '@/lib/context';
import { grant } from '@/lib/credits';
import { emit, type EventInput } from '@/lib/events';
import { creditExpiry } from '@/lib/settings';
import { assertCaps, leftToday, type EarnedToday } from './caps';
import type { LockedSession } from './locked-session';
import { networkAddress } from './network-address';

/** The same caller; one that hides where it comes from counts for where the session was started. */
export function placedCtx(ctx: Ctx, session: LockedSession): Ctx {
  const address = networkAddress(ctx.address ?? session.address);
  return withCtx(ctx, { device: ctx.device ?? session.device, address });
}

/**
 * The session with as much for its answer as the caps of the day still leave: an answer never costs the reward it comes with.
 * @param earned what the day had paid before
 * @throws AppError cap_reached
 */
export function withinCaps(placed: Ctx, session: LockedSession, earned: EarnedToday): LockedSession {
  const { rewardMicro, answerMicro, network } = session;
  assertCaps(placed, earned, rewardMicro, network);
  const spareMicro = leftToday(placed, earned, network).leftMicro - rewardMicro;
  return spareMicro < answerMicro ? { ...session, answerMicro: spareMicro } : session;
}

export const claimedEvent = ({ id, userId, kind, network }: LockedSession, paidMicro: bigint) =>
  ({
    type: 'ad.claimed',
    userId,
    data: { sessionId: id, kind, network, rewardMicro: paidMicro.toString() },
  }) satisfies EventInput;

/**
 * Marks a session as claimed and grants what it pays, in the caller's transaction and under the session's lock. Below the
 * mark stands the ledger's own (`ad`, session id): nothing pays it twice.
 */
export async function paySession(
  placed: Ctx,
  session: LockedSession,
): Promise<{ paidMicro: bigint; availableMicro: bigint }> {
  const now = placed.clock.now();
  const paidMicro = session.rewardMicro + session.answerMicro;
  await placed.db.sql(
    `UPDATE ad_sessions SET state = 'claimed', claimed_at = coalesce(claimed_at, $2::timestamptz), paid_micro = $5::bigint,
       device = $3::text, address = $4::text
     WHERE id = $1::uuid RETURNING id`,
    [session.id, now, placed.device, placed.address, paidMicro],
  );
  const { availableMicro } = await grant({
    ctx: withCtx(placed, { actor: { type: 'system', job: 'ad-claim' } }),
    input: {
      userId: session.userId,
      source: 'ad',
      amountMicro: paidMicro,
      expiresAt: creditExpiry(placed.settings.current(), 'ad', now),
      externalSource: 'ad',
      externalId: session.id,
      ref: { type: 'ad', id: session.id },
      reason: session.kind,
    },
  });
  await emit(placed, claimedEvent(session, paidMicro));
  return { paidMicro, availableMicro };
}
