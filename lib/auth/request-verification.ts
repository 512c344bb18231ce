import { requireSession, withCtx, type Ctx } from '@/lib/context';
import { sendMail } from '@/lib/mail';
import type { Limiter } from '@/lib/rate-limit';
import { issueToken, mailedLink } from './account-token';
import { getMe } from './me';

/** The mail that verifies an address, in the caller's transaction. */
export async function mailVerification(
  ctx: Ctx,
  user: { id: string; email: string },
  baseUrl: string | undefined,
): Promise<void> {
  const link = mailedLink(baseUrl, '/verify', await issueToken(ctx, user.id, 'verify'));
  await sendMail(ctx, {
    recipient: user.email,
    subject: 'Confirm your e-mail address',
    body: `Open this link to confirm that this address is yours:\n\n${link}\n\nIt works once, for 24 hours. If you did not open an account, ignore this mail.`,
  });
}

/**
 * Mails the signed-in person a new link, unless the address is verified already.
 * @throws AppError unauthenticated; forbidden for API keys; rate_limited.
 */
export async function requestVerification({
  ctx,
  limiter,
  input,
}: {
  ctx: Ctx;
  limiter: Limiter;
  input: { baseUrl?: string };
}): Promise<{ sent: boolean }> {
  const { userId } = requireSession(ctx.actor);
  await limiter.assert('accountMail', `verify:${userId}`);
  const me = await getMe({ ctx });
  if (me.emailVerified) return { sent: false };
  await ctx.db.transaction((db) => mailVerification(withCtx(ctx, { db }), me, input.baseUrl));
  return { sent: true };
}
