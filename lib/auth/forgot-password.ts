import { setTimeout as wait } from 'node:timers/promises';
import { withCtx, type Ctx } from '@/lib/context';
import { sha256 } from '@/lib/ids';
import { sendMail } from '@/lib/mail';
import type { Limiter } from '@/lib/rate-limit';
import { issueToken, mailedLink } from './account-token';
import { normalizeEmail } from './normalize-email';

/** An answer takes at least this long, so that writing a mail or not does not show. */
const FLOOR_MS = 120;

async function mailReset(ctx: Ctx, emailNormalized: string, baseUrl: string | undefined): Promise<void> {
  const user = await ctx.db.prisma.user.findUnique({ where: { emailNormalized } });
  if (!user || user.suspendedAt) return;
  await ctx.db.transaction(async (db) => {
    const tx = withCtx(ctx, { db });
    const link = mailedLink(baseUrl, '/reset', await issueToken(tx, user.id, 'reset'));
    await sendMail(tx, {
      recipient: user.email,
      subject: 'Choose a new password',
      body: `Open this link to choose a new password:\n\n${link}\n\nIt works once, for one hour. If you did not ask for it, ignore this mail: your password stays as it is.`,
    });
  });
}

/**
 * Mails a link for a new password to a living account. Says nothing and takes its time whether there is one or not.
 * @throws AppError rate_limited, per mail address, known or not.
 */
export async function forgotPassword({
  ctx,
  limiter,
  input,
}: {
  ctx: Ctx;
  limiter: Limiter;
  input: { email: string; baseUrl?: string };
}): Promise<void> {
  const emailNormalized = normalizeEmail(input.email);
  await limiter.assert('accountMail', sha256(emailNormalized));
  await Promise.all([mailReset(ctx, emailNormalized, input.baseUrl), wait(FLOOR_MS)]);
}
