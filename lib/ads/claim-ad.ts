import { requireSession, type Ctx, type UserActor } from '@/lib/context';
import { getCredits, isKey, withIdempotency } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { creditsToMicro, microToCredits } from '@/lib/format';
import { canonicalJson, sha256 } from '@/lib/ids';
import { solveChallenge, type SolveOutcome } from '@/lib/risk';
import { assertDue } from './assert-watched';
import { endBeats, settleBeats } from './beats';
import { bonusAfter, bonusOffer } from './bonus';
import { earnedInTurn, earnedToday, leftToday, withPaid } from './caps';
import { checkToken, isToken } from './check-token';
import { claimAtOnce, type ClaimKey, type PaidNow, type Settled } from './claim-at-once';
import { lockSession, type LockedSession } from './locked-session';
import { placedCtx, withinCaps } from './pay-session';
import { ClaimStopped, NOT_ACCEPTED, payOrHold, stopClaim } from './review';
import type { ClaimInput } from './schema';
import type { AdClaim, BonusOffer } from './types';

/** What a claim that was settled before is answered with. @throws AppError forbidden where it was refused. */
async function repeated(ctx: Ctx, session: LockedSession): Promise<Settled> {
  if (session.state === 'refused') throw new AppError('forbidden', NOT_ACCEPTED);
  const { available } = await getCredits({ ctx, input: {} });
  const reward = microToCredits(session.paidMicro ?? session.rewardMicro + session.answerMicro);
  const heldUntil = session.state === 'delayed' ? (session.releaseAt?.toISOString() ?? null) : null;
  return { reward, available, repeated: true, heldUntil };
}

interface Seen {
  paid: PaidNow | null;
}

/** Inside one transaction: lock, judge, pay or hold. @throws ClaimStopped for one that is to be challenged or refused */
async function claimOnce(ctx: Ctx, actor: UserActor, { sessionId, token }: ClaimInput, seen: Seen): Promise<Settled> {
  // What an attempt saw that was undone is of no use.
  seen.paid = null;
  checkToken(ctx, sessionId, token);
  const session = await lockSession(ctx, sessionId, actor.userId);
  if (session.claimedAt) return repeated(ctx, session);
  assertDue(session, ctx.clock.now());
  const placed = placedCtx(ctx, session);
  const earned = await earnedInTurn(placed, session);
  const paid = await payOrHold(placed, withinCaps(placed, session, earned), true);
  if (paid.outcome === 'held') {
    const { available } = await getCredits({ ctx, input: {} });
    const [reward, heldUntil] = [microToCredits(paid.amountMicro), paid.releaseAt.toISOString()];
    return { reward, available, repeated: false, heldUntil };
  }
  seen.paid = { session, earned: withPaid(placed, earned, paid.paidMicro) };
  const [reward, available] = [microToCredits(paid.paidMicro), microToCredits(paid.availableMicro)];
  return { reward, available, repeated: false, heldUntil: null };
}

/** What may be added to the claim. It is a favour: a failure here fails no claim. */
async function offerOf(ctx: Ctx, userId: string, { paid }: Seen): Promise<BonusOffer | null> {
  if (paid) return bonusAfter(ctx, paid.session, paid.earned);
  try {
    return await bonusOffer(ctx, userId, () => earnedToday(ctx.db, ctx, userId));
  } catch (error) {
    ctx.log.warn({ error }, 'no bonus could be offered');
    return null;
  }
}

/** Whether the caps of the day leave no room for another ad of the kind that was just paid. */
function isDayOver(ctx: Ctx, { paid }: Seen): boolean {
  if (!paid) return false;
  return creditsToMicro(ctx.settings.current().ads[paid.session.kind].reward) > leftToday(ctx, paid.earned).leftMicro;
}

/** The answer to a challenge, looked at before the claim: it may ask a service. */
function takeAnswer(ctx: Ctx, { userId }: UserActor, { sessionId, token, challenge }: ClaimInput) {
  if (!challenge) return null;
  checkToken(ctx, sessionId, token);
  return solveChallenge({ ctx, input: { flow: 'ad', userId, subjectId: sessionId, ...challenge } });
}

function keyOf({ userId }: UserActor, { sessionId, token }: ClaimInput, idempotencyKey: string | undefined): ClaimKey {
  // The answer to a challenge is no part of what is claimed.
  const requestHash = sha256(canonicalJson({ sessionId, token }));
  // Without a key the input is one: a repeat meets its record, and a forged token none.
  return { scope: `user:${userId}:ads-claim`, key: idempotencyKey ?? `input-${requestHash}`, requestHash };
}

/** The claim under its key; what stops it leaves no record, so the same key may be sent again with an answer. */
const claimUnderKey = (ctx: Ctx, actor: UserActor, input: ClaimInput, key: ClaimKey, seen: Seen) =>
  withIdempotency<Settled>({ ctx, ...key, withoutModels: true }, (tx) => claimOnce(tx, actor, input, seen));

/** A claim that is stopped may find itself settled by another one: then it is made again, once. */
async function claimOrStop(ctx: Ctx, actor: UserActor, input: ClaimInput, key: ClaimKey, seen: Seen) {
  const answered: SolveOutcome | null = await takeAnswer(ctx, actor, input);
  const { sessionId } = input;
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      return await claimUnderKey(ctx, actor, input, key, seen);
    } catch (error) {
      if (!(error instanceof ClaimStopped)) throw error;
      const refusal = await stopClaim(ctx, { sessionId, userId: actor.userId }, error.assessment, answered);
      if (refusal) throw refusal;
    }
  }
  throw new AppError('conflict', 'This claim is being settled. Try again.');
}

/** The short way, where the claim looks like one that can go it. */
async function claimSoon(ctx: Ctx, { userId }: UserActor, input: ClaimInput, key: ClaimKey, seen: Seen) {
  const { sessionId, token, challenge } = input;
  if (challenge || !isKey(key.key) || !isToken(ctx, sessionId, token)) return null;
  const claimed = await claimAtOnce(ctx, { sessionId, userId }, key);
  if (!claimed) return null;
  seen.paid = claimed.paid;
  return { result: claimed.result, repeated: false };
}

/**
 * Pays a watched session, once, whoever repeats the call: mark, credit and record are one transaction. What looks like
 * fraud is challenged, held for the operator (`heldUntil`), or refused.
 * @throws AppError ad_not_watched with missingSeconds, ad_expired, cap_reached, not_found, idempotency_mismatch;
 * challenge_required with `challenge`, to be repeated with its answer; forbidden for a claim that is refused
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
  await settleBeats(ctx, input.sessionId);
  const seen: Seen = { paid: null };
  const key = keyOf(actor, input, idempotencyKey);
  const claimed = (await claimSoon(ctx, actor, input, key, seen)) ?? (await claimOrStop(ctx, actor, input, key, seen));
  const { result, repeated: again } = claimed;
  await endBeats(ctx, input.sessionId);
  const bonus = result.heldUntil === null ? await offerOf(ctx, actor.userId, seen) : null;
  return { ...result, repeated: again || result.repeated, bonus, dayOver: isDayOver(ctx, seen) };
}
