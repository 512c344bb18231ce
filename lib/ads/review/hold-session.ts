import type { Ctx } from '@/lib/context';
import { openCase, type Assessment } from '@/lib/risk';
import type { LockedSession } from '../locked-session';

/** What the answer really adds stands there from now on: nobody can answer any more. */
const HOLD = `UPDATE ad_sessions SET state = $2::text, claimed_at = $3::timestamptz, device = $4::text, address = $5::text,
    release_at = $6::timestamptz, case_id = $7::uuid, answer_micro = $8::bigint WHERE id = $1::uuid RETURNING id`;

/** What the claim comes to beside paying, as its row keeps it. */
interface Held {
  state: 'delayed' | 'refused';
  releaseAt: Date | null;
  caseId: string;
}

async function keep(placed: Ctx, session: LockedSession, { state, releaseAt, caseId }: Held): Promise<void> {
  const { clock, device, address } = placed;
  await placed.db.sql(HOLD, [
    ...[session.id, state, clock.now(), device, address],
    ...[releaseAt, caseId, session.answerMicro],
  ]);
}

/** The case of a session, as it was judged. */
export function caseOf(placed: Ctx, session: LockedSession, { decision, score, signals }: Assessment) {
  const subject = { type: 'ad_session', id: session.id } as const;
  return openCase({ ctx: placed, input: { flow: 'ad', userId: session.userId, subject, score, signals, decision } });
}

/** The claim stands and counts for the caps; it is paid later, unless an operator refuses it. */
export async function holdSession(placed: Ctx, session: LockedSession, assessment: Assessment) {
  const releaseAt = new Date(placed.clock.now().getTime() + placed.settings.current().risk.delayHours * 3_600_000);
  const { caseId } = await caseOf(placed, session, { ...assessment, decision: 'delay' });
  await keep(placed, session, { state: 'delayed', releaseAt, caseId });
  return { outcome: 'held' as const, amountMicro: session.rewardMicro + session.answerMicro, releaseAt };
}

/** The claim is over and pays nothing; it counts for the caps all the same. */
export async function refuseAtOnce(placed: Ctx, session: LockedSession, assessment: Assessment): Promise<void> {
  const { caseId } = await caseOf(placed, session, assessment);
  await keep(placed, session, { state: 'refused', releaseAt: null, caseId });
}
