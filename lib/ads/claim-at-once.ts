import { withCtx, type Ctx } from '@/lib/context';
import { endOfUtcDay } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { microToCredits, utcDayStart } from '@/lib/format';
import { assess } from '@/lib/risk';
import { creditExpiry } from '@/lib/settings';
import { assertDue } from './assert-watched';
import { earnedOf, withPaid, type EarnedRow, type EarnedToday } from './caps';
import { sessionOf, type JudgedRow, type LockedSession } from './locked-session';
import { networkAddress } from './network-address';
import { claimedEvent, withinCaps } from './pay-session';
import type { AdClaim } from './types';

/** A claim as its record keeps it; what may be added to it is looked up anew for each answer. */
export type Settled = Omit<AdClaim, 'bonus' | 'dayOver'>;

/** What a call itself has paid, and the day with it: what stands beside the claim need not look it up again. */
export interface PaidNow {
  session: LockedSession;
  earned: EarnedToday;
}

export interface ClaimKey {
  scope: string;
  key: string;
  requestHash: string;
}

/** As the database answers it; sent back as it came, it says over what a claim was judged. */
interface SeenRow {
  session: JudgedRow;
  earned: EarnedRow;
}

interface Judged {
  session: LockedSession;
  due: LockedSession;
  earned: EarnedToday;
}

const SEEN = 'SELECT ad_claim_seen($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz) AS seen';
const PAY = `SELECT ad_claim_pay($1::uuid, $2::uuid, $3::jsonb, $4::jsonb, $5::jsonb, $6::timestamptz, $7::timestamptz) AS answer`;

const REPEATABLE = { repeatable: true };

/** What is due where nothing speaks against it; null where anything does: why is said under the session's lock. */
function judge(placed: Ctx, seen: SeenRow): Judged | null {
  const session = sessionOf(seen.session);
  if (session.claimedAt) return null;
  // A caller that hides where it comes from counts for where the session was started, to its risk as well.
  if (placed.device === null && session.device !== null) return null;
  if (placed.address === null && session.address !== null) return null;
  const earned = earnedOf(seen.earned);
  try {
    assertDue(session, placed.clock.now());
    return { session, due: withinCaps(placed, session, earned), earned };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The record without what is left afterwards, and all else that is written with it. */
function writing(placed: Ctx, { scope, key, requestHash }: ClaimKey, due: LockedSession, paidMicro: bigint) {
  const expiresAt = creditExpiry(placed.settings.current(), 'ad', placed.clock.now());
  const claim = {
    ...{ scope, key, hash: requestHash, device: placed.device, address: placed.address },
    ...{ paid: paidMicro.toString(), expiresAt: expiresAt && endOfUtcDay(expiresAt) },
    event: claimedEvent(due, paidMicro).data,
  };
  const result = { reward: microToCredits(paidMicro), repeated: false, heldUntil: null };
  return [JSON.stringify(claim), JSON.stringify(result)] as const;
}

/**
 * The claim of an ad as nearly all are: watched, within the caps, of no risk, and the first under its key. Three round trips:
 * a look without locks, one at its risk, and a payment that takes the locks and finds everything as it was seen. The risk comes
 * after the look: a claim of the same device or address that it does not know makes the payment see another day. Answers null,
 * with nothing written, for every other claim, which then goes the long way.
 */
export async function claimAtOnce(
  ctx: Ctx,
  { sessionId, userId }: { sessionId: string; userId: string },
  key: ClaimKey,
): Promise<{ result: Settled; paid: PaidNow } | null> {
  const now = ctx.clock.now();
  const day = utcDayStart(now);
  const placed = withCtx(ctx, { address: networkAddress(ctx.address) });
  const place = [placed.device, placed.address];
  const [row] = await ctx.db.sql<{ seen: SeenRow | null }>(SEEN, [sessionId, userId, ...place, day], REPEATABLE);
  const judged = row?.seen ? judge(placed, row.seen) : null;
  if (!row?.seen || !judged) return null;
  const { decision, solved } = await assess({ ctx: placed, input: { flow: 'ad', userId, subjectId: sessionId } });
  if (decision !== 'allow' || solved) return null;
  const { session, due, earned } = judged;
  const paidMicro = due.rewardMicro + due.answerMicro;
  const [claim, record] = writing(placed, key, due, paidMicro);
  const [paid] = await ctx.db.sql<{ answer: { outcome: 'paid'; result: Settled } | { outcome: 'other' } }>(
    PAY,
    [sessionId, userId, claim, JSON.stringify(row.seen), record, day, now],
    // A payment whose answer was lost is met again as a repeat, on the long way.
    { ...REPEATABLE, mayWait: true },
  );
  if (paid?.answer.outcome !== 'paid') return null;
  return { result: paid.answer.result, paid: { session, earned: withPaid(placed, earned, paidMicro) } };
}
