import { withCtx, type Ctx } from '@/lib/context';
import { assess, closeCase, type Assessment } from '@/lib/risk';
import { paySession } from '../pay-session';
import type { LockedSession } from '../locked-session';
import { holdSession } from './hold-session';

/** A claim that goes no further; what it leads to is written once its transaction is undone. */
export class ClaimStopped extends Error {
  constructor(readonly assessment: Assessment) {
    super(`the claim was stopped: ${assessment.decision}`);
  }
}

export type Paid =
  | { outcome: 'paid'; paidMicro: bigint; availableMicro: bigint }
  | { outcome: 'held'; amountMicro: bigint; releaseAt: Date };

/**
 * Pays a session that is due, after a look at its risk, or holds it for the operator: everything that pays goes through
 * here. In the caller's transaction, under the session's lock and after its caps.
 * @param attended somebody is there who can be asked or refused; a network's callback can only be paid or held
 * @throws ClaimStopped for an attended claim that is to be challenged or refused
 */
export async function payOrHold(placed: Ctx, session: LockedSession, attended: boolean): Promise<Paid> {
  const input = { flow: 'ad', userId: session.userId, subjectId: session.id } as const;
  const assessment = await assess({ ctx: placed, input });
  const { decision, solved } = assessment;
  if (attended && (decision === 'challenge' || decision === 'refuse')) throw new ClaimStopped(assessment);
  if (decision === 'delay' || decision === 'refuse') return holdSession(placed, session, assessment);
  const paid = await paySession(placed, session);
  if (solved) {
    // The operator sees what was asked and that it was answered; nothing is left to decide.
    const ctx = withCtx(placed, { actor: { type: 'system', job: 'ad-claim' } });
    await closeCase({ ctx, input: { flow: 'ad', subjectId: session.id, state: 'cleared', note: null } });
  }
  return { outcome: 'paid', ...paid };
}
