import { withCtx, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { notify } from '@/lib/notices';
import type { LockedSession } from '../locked-session';

const about = ({ id, kind, rewardMicro, answerMicro }: LockedSession) => ({
  sessionId: id,
  kind,
  amount: microToCredits(rewardMicro + answerMicro),
});

const asHub = (ctx: Ctx): Ctx => withCtx(ctx, { actor: { type: 'system', job: 'ad-review' } });

/** A claim that waited is paid; in the caller's transaction. */
export async function tellPaid(ctx: Ctx, session: LockedSession): Promise<void> {
  await notify({ ctx: asHub(ctx), input: { userId: session.userId, kind: 'ad_paid', data: about(session) } });
}

/** A claim is not paid, with an operator's words where there are some; in the caller's transaction. */
export async function tellRefused(ctx: Ctx, session: LockedSession, reason?: string): Promise<void> {
  const data = { ...about(session), ...(reason ? { reason: reason.slice(0, 500) } : {}) };
  await notify({ ctx: asHub(ctx), input: { userId: session.userId, kind: 'ad_refused', data } });
}
