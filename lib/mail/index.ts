import type { Ctx } from '@/lib/context';

export { listMails, type MailView } from './list-mails';

export interface Mail {
  recipient: string;
  subject: string;
  /** Plain text. */
  body: string;
}

/** Puts a mail into the database's outbox, in the caller's transaction; operators read it in the console. */
export async function sendMail(ctx: Ctx, mail: Mail): Promise<void> {
  await ctx.db.prisma.outboxMail.create({ data: { id: ctx.ids.uuid(), ...mail, createdAt: ctx.clock.now() } });
}
