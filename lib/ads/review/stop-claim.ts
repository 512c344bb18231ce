import { withCtx, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { issueChallenge, type Assessment, type ChallengeReason, type SolveOutcome } from '@/lib/risk';
import { lockSession } from '../locked-session';
import { placedCtx } from '../pay-session';
import { caseOf, refuseAtOnce } from './hold-session';
import { tellRefused } from './tell';

const WORDS: Record<ChallengeReason, string> = {
  needed: 'Answer a short check, then claim again.',
  wrong: 'That was not right. Try the check again.',
  expired: 'That check is over. Here is a new one.',
  service_down: 'The check could not be done. Here is another one.',
};

const REASONS: Record<SolveOutcome, ChallengeReason> = {
  solved: 'needed',
  wrong: 'wrong',
  over: 'expired',
  service_down: 'service_down',
  browser: 'service_down',
};

export const NOT_ACCEPTED = 'This ad session was not accepted.';

/**
 * Acts by what stopped a claim, in a transaction of its own, as the claim's is undone: opens the case, and asks for a sign
 * of a person or refuses for good. Answers the error the client gets; null where the session was settled meanwhile, so that
 * the claim is to be made again.
 * @param answered what became of the answer that came with this claim
 */
export async function stopClaim(
  ctx: Ctx,
  { sessionId, userId }: { sessionId: string; userId: string },
  assessment: Assessment,
  answered: SolveOutcome | null,
): Promise<AppError | null> {
  return ctx.db.transaction(async (db) => {
    const session = await lockSession(withCtx(ctx, { db }), sessionId, userId);
    if (session.state !== 'active') return null;
    const placed = placedCtx(withCtx(ctx, { db }), session);
    if (assessment.decision === 'refuse') {
      await refuseAtOnce(placed, session, assessment);
      await tellRefused(placed, session);
      return new AppError('forbidden', NOT_ACCEPTED);
    }
    await caseOf(placed, session, assessment);
    const because = answered === 'service_down' || answered === 'browser' ? answered : undefined;
    const challenge = await issueChallenge({
      ctx: placed,
      input: { flow: 'ad', userId, subjectId: sessionId, because },
    });
    const reason = answered === null ? 'needed' : REASONS[answered];
    return new AppError('challenge_required', WORDS[reason], { extra: { challenge, reason } });
  });
}
