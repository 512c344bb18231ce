import { requireAdmin, type Ctx } from '@/lib/context';

export interface MailView {
  id: string;
  recipient: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** ISO 8601. */
  createdAt: string;
}

const MOST = 50;

/** The latest mails of the outbox, newest first, at most 50. @throws AppError unauthenticated, forbidden. */
export async function listMails({ ctx }: { ctx: Ctx }): Promise<MailView[]> {
  requireAdmin(ctx.actor);
  const rows = await ctx.db.prisma.outboxMail.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  });
  return rows.map(({ id, recipient, subject, body, createdAt }) => ({
    id,
    recipient,
    subject,
    body,
    createdAt: createdAt.toISOString(),
  }));
}
