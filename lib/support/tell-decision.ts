import type { Ctx } from '@/lib/context';
import { formatCredits } from '@/lib/format';
import { sendMail } from '@/lib/mail';
import { notify } from '@/lib/notices';
import type { ReportedProblem } from './types';

/** The address only where its owner has confirmed it: it may be somebody else's. */
async function confirmedAddress(ctx: Ctx, userId: string): Promise<string | null> {
  const user = await ctx.db.prisma.user.findUnique({
    where: { id: userId },
    select: { email: true, emailVerifiedAt: true, deletedAt: true },
  });
  return user?.emailVerifiedAt && !user.deletedAt ? user.email : null;
}

function bodyOf({ status, refunded = 0, answer, runId }: ReportedProblem, baseUrl: string | undefined): string {
  const said =
    status === 'refunded'
      ? `We looked at your report and gave ${formatCredits(refunded)} credits back. They are where they came from.`
      : 'We looked at your report and did not refund this run.';
  return [
    said,
    ...(answer ? [`What the operator says:\n\n${answer}`] : []),
    `The run with its receipt: ${baseUrl ?? ''}/runs/${runId}`,
  ].join('\n\n');
}

/** In the app, and by mail where the address is known to be theirs; in the caller's transaction. */
export async function tellDecision(ctx: Ctx, problem: ReportedProblem, baseUrl: string | undefined): Promise<void> {
  const { id: problemId, runId, toolId, user, status, refunded = 0, answer } = problem;
  const about = { problemId, runId, toolId };
  if (status === 'refunded') {
    const data = { ...about, amount: refunded, ...(answer ? { answer } : {}) };
    await notify({ ctx, input: { userId: user.id, kind: 'problem_refunded', data } });
  } else {
    await notify({
      ctx,
      input: { userId: user.id, kind: 'problem_declined', data: { ...about, answer: answer ?? '' } },
    });
  }
  const recipient = await confirmedAddress(ctx, user.id);
  if (recipient === null) return;
  const subject = status === 'refunded' ? 'Your credits are back' : 'About the run you reported';
  await sendMail(ctx, { recipient, subject, body: bodyOf(problem, baseUrl) });
}
